import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line';
import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import ArrowUpFromLine from '@lucide/svelte/icons/arrow-up-from-line';
import Boxes from '@lucide/svelte/icons/boxes';
import ClipboardList from '@lucide/svelte/icons/clipboard-list';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import ClipboardCheck from '@lucide/svelte/icons/clipboard-check';
import CircleUser from '@lucide/svelte/icons/circle-user';
import DatabaseZap from '@lucide/svelte/icons/database-zap';
import Ellipsis from '@lucide/svelte/icons/ellipsis';
import Factory from '@lucide/svelte/icons/factory';
import Handshake from '@lucide/svelte/icons/handshake';
import House from '@lucide/svelte/icons/house';
import ListTodo from '@lucide/svelte/icons/list-todo';
import MapPinned from '@lucide/svelte/icons/map-pinned';
import PackageOpen from '@lucide/svelte/icons/package-open';
import Plug from '@lucide/svelte/icons/plug';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import Settings from '@lucide/svelte/icons/settings';
import ShoppingCart from '@lucide/svelte/icons/shopping-cart';
import Smartphone from '@lucide/svelte/icons/smartphone';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import ShieldAlert from '@lucide/svelte/icons/shield-alert';
import Users from '@lucide/svelte/icons/users';
import type { NavGroup, NavItem } from '$lib/components/shell/nav';
import type { Messages } from '$lib/i18n/messages.fr';

/** The addresses of the app, in one place. */
export const places = {
  home: '/',
  products: '/produits',
  product: '/produits/fiche',
  stocks: '/produits/stocks',
  stockState: '/produits/stocks/etat',
  stockDetail: '/produits/stocks/detail',
  serials: '/produits/stocks/series',
  serial: '/produits/stocks/series/fiche',
  entry: '/mouvements/entree',
  exit: '/mouvements/sortie',
  transfer: '/mouvements/transfert',
  condition: '/mouvements/quarantaine',
  production: '/mouvements/fabrication',
  locations: '/emplacements',
  location: '/emplacements/fiche',
  site: '/emplacements/depot',
  partners: '/tiers',
  partner: '/tiers/fiche',
  documents: '/pieces',
  document: '/pieces/fiche',
  receive: '/reception',
  pick: '/preparation',
  import: '/importer',
  counts: '/inventaires',
  countResult: '/inventaires/resultat',
  queue: '/file-d-attente',
  unidentified: '/non-identifies',
  anomalies: '/anomalies',
  upkeep: '/entretien',
  settings: '/reglages',
  install: '/reglages/installer',
  scanner: '/reglages/lecteur',
  trust: '/reglages/confiance',
  integrations: '/reglages/integrations',
  account: '/compte',
  people: '/personnes',
  devices: '/appareils',
  audit: '/journal',
  setup: '/installation',
  pair: '/jumelage',
  more: '/plus'
} as const;

/** Five places within reach of the thumb. */
export function phoneItems(t: Messages): NavItem[] {
  const covers = [
    places.documents,
    places.receive,
    places.transfer,
    places.condition,
    places.production,
    places.locations,
    places.partners,
    places.import,
    places.pick,
    places.counts,
    places.queue,
    places.unidentified,
    places.anomalies,
    places.upkeep,
    places.settings,
    places.install,
    places.scanner,
    places.trust,
    places.integrations,
    places.account,
    places.people,
    places.devices,
    places.audit
  ];
  return [
    { href: places.home, label: t.nav.home, icon: House },
    { href: places.products, label: t.nav.products, icon: Boxes },
    { href: places.entry, label: t.nav.entryShort, icon: ArrowDownToLine },
    { href: places.exit, label: t.nav.exitShort, icon: ArrowUpFromLine },
    { href: places.more, label: t.nav.more, icon: Ellipsis, covers }
  ];
}

/** All places, for the desk. */
export function deskGroups(t: Messages): NavGroup[] {
  const stocks = [
    { href: places.stocks, label: t.nav.stocks },
    { href: places.stockState, label: t.stock.title },
    { href: places.serials, label: t.nav.serials }
  ];
  return [
    {
      items: [
        { href: places.home, label: t.nav.home, icon: House },
        { href: places.products, label: t.nav.products, icon: Boxes, items: stocks }
      ]
    },
    {
      items: [{ href: places.documents, label: t.documents.title, icon: ClipboardList }]
    },
    {
      heading: t.nav.movements,
      items: [
        { href: places.entry, label: t.nav.entry, icon: ArrowDownToLine },
        { href: places.exit, label: t.nav.exit, icon: ArrowUpFromLine },
        { href: places.transfer, label: t.moves.transferTitle, icon: ArrowLeftRight },
        { href: places.condition, label: t.moves.conditionTitle, icon: ShieldAlert },
        { href: places.production, label: t.moves.production.title, icon: Factory },
        { href: places.receive, label: t.floor.receive.title, icon: PackageOpen },
        { href: places.pick, label: t.picking.title, icon: ShoppingCart },
        { href: places.counts, label: t.counting.title, icon: ClipboardCheck }
      ]
    },
    {
      heading: t.catalogue.heading,
      items: [
        { href: places.locations, label: t.catalogue.places, icon: MapPinned },
        { href: places.partners, label: t.catalogue.partners, icon: Handshake }
      ]
    },
    {
      heading: t.nav.follow,
      items: [
        { href: places.queue, label: t.nav.queue, icon: ListTodo },
        { href: places.unidentified, label: t.nav.unidentified, icon: CircleQuestionMark },
        { href: places.anomalies, label: t.anomalies.title, icon: TriangleAlert },
        { href: places.upkeep, label: t.upkeep.title, icon: DatabaseZap },
        { href: places.settings, label: t.nav.settings, icon: Settings }
      ]
    },
    {
      heading: t.access.title,
      items: [
        { href: places.account, label: t.access.account, icon: CircleUser },
        { href: places.people, label: t.access.people, icon: Users },
        { href: places.devices, label: t.access.devices, icon: Smartphone },
        { href: places.integrations, label: t.access.integrations, icon: Plug },
        { href: places.audit, label: t.access.audit, icon: ScrollText }
      ]
    }
  ];
}
