/** What a printed caption says the value after it is. */
export type CaptionKind = 'serial' | 'lot' | 'part' | 'quantity' | 'gtin' | 'imei' | 'mac' | 'vin' | 'other';

/** Captions in letters and digits only, lower case and without accents. */
const CAPTIONS: Record<CaptionKind, string> = {
  serial:
    'sn snr sno srn ser serno sernr serial serialno serialnr serialnum serialnumber serialnumbersn unitsn unitserialnumber ' +
    'deviceserialnumber servicetag servicetagsn nserie nodeserie noserie ndeserie numerodeserie numserie numdeserie numeroserie ' +
    'nrdeserie serie serien serienr seriennr seriennummer numerodiserie nserieserial serienummer matricola snserial ns nrseryjny numerseryjny',
  lot: 'lot lotno lotnr lotnumber lotn nlot ndelot nolot numerodelot lote batch batchno batchnumber charge chargennr chargennummer',
  part:
    'pn pno part partno partnr partnumber mpn model modelno modele modell modelo modello ref reference refno refnr sku article artno artnr artikelnr ' +
    'codearticle productno productnumber prodno prodid',
  quantity: 'qty quantity qte quantite menge',
  gtin: 'gtin ean ean13 ean8 upc upca gencod gtin14 gtin13',
  imei: 'imei imei1 imeino imeinumber imeisv meid meiddec meidhex',
  mac: 'mac macaddress macid macaddr wlanmac wifimac wlanmacaddress wifimacaddress lanmac ethmac ethernetmac btmac bluetoothmac macwifi adressemac eui eui48 eui64',
  vin: 'vin vinno chassis chassisno nchassis numerovin',
  other:
    'imei2 type typ tipo rating input output weight poids exp expiry date dom mfgdate mfd po pono custpn rev hw fw sw iccid eid password pwd ssid key'
};

function readCaptions(): Map<string, CaptionKind> {
  const kinds = new Map<string, CaptionKind>();
  for (const [kind, words] of Object.entries(CAPTIONS)) {
    for (const word of words.split(' ')) kinds.set(word, kind as CaptionKind);
  }
  return kinds;
}

let captions: Map<string, CaptionKind> | undefined;

/** Signs that are printed in no caption, but stand between the names and values of data. */
const NO_CAPTION = /["'`{}[\]<>]/;

function kindOf(head: string): CaptionKind | undefined {
  if (NO_CAPTION.test(head)) return undefined;
  captions ??= readCaptions();
  return captions.get(
    head
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
  );
}

/** A caption and what follows it; without a caption, what stands before the first one. */
export interface Captioned {
  kind: CaptionKind;
  caption: string;
  value: string;
}

const MAX_CAPTION = 32;

// `SN 1` may be a serial; a sign or a second word shows that it is a caption, and some words never begin a serial.
const UNMISTAKABLE = /[/.°º#№]|\s\S/;
const NEVER_A_SERIAL = /^(?:serial|imei|meid|gtin|ean|seriennummer|batch)$/i;

function splitAtSign(text: string): Captioned | null {
  const at = text.slice(0, MAX_CAPTION).search(/[:=#：]/);
  if (at < 1) return null;
  const caption = text.slice(0, at);
  const kind = kindOf(caption);
  if (!kind) return null;
  return {
    kind,
    caption: caption.trim(),
    value: text
      .slice(at)
      .replace(/^[:=#：\s.]{1,4}/, '')
      .trim()
  };
}

function splitAtSpace(text: string): Captioned | null {
  let at = text.lastIndexOf(' ', MAX_CAPTION);
  while (at > 0) {
    const caption = text.slice(0, at);
    const kind = UNMISTAKABLE.test(caption) || NEVER_A_SERIAL.test(caption) ? kindOf(caption) : undefined;
    if (kind) return { kind, caption, value: text.slice(at + 1).trim() };
    at = text.lastIndexOf(' ', at - 1);
  }
  return null;
}

/**
 * Takes a printed caption off a value: `S/N: 123`, `N° de série 123`, `P/N=X`.
 * @returns null when the text does not begin with one, or nothing follows it
 */
export function splitCaption(text: string): Captioned | null {
  const split = splitAtSign(text) ?? splitAtSpace(text);
  return split && split.value !== '' ? split : null;
}

/** Where the caption before this colon begins: the most of the words before it that are one; -1 for none. */
function captionBefore(text: string, colon: number): number {
  const from = Math.max(0, colon - MAX_CAPTION);
  const words = text.slice(from, colon);
  const begins = [...words.matchAll(/(?<!\S)\S/g)].map(({ index }) => index);
  const begin = begins.find((at) => kindOf(words.slice(at)) !== undefined);
  return begin === undefined ? -1 : from + begin;
}

/** The parts of a line in which one captioned value follows another. */
function partsOfLine(text: string): string[] {
  const atColons = [...text.matchAll(/[:：]/g)].map(({ index }) => captionBefore(text, index));
  const withSlash = [...text.matchAll(/(?<!\S)[A-Z]\/[A-Z](?=\s)/gi)].filter(
    ([word]) => kindOf(word) !== undefined
  );
  const begins = [...atColons, ...withSlash.map(({ index }) => index)].filter((at) => at >= 0);
  const cuts = [...new Set(begins)].sort((one, other) => one - other);
  return [...new Set([0, ...cuts])].map((at, place, all) => text.slice(at, all[place + 1]));
}

const uncaptioned = (text: string): Captioned => ({ kind: 'other', caption: '', value: text });

/**
 * Takes a label that holds several captioned values apart, one a line or
 * between semicolons, commas, bars or tabs, or one after the other, each caption with its colon or slash.
 * Words before the first caption have none, and nobody knows what they are.
 * @returns null unless there are several parts and each other one has a caption
 */
export function splitCaptions(text: string): Captioned[] | null {
  if (text.length > 2000) return null;
  const split = captionedParts(text.split(/[\r\n;|\t]|, ?/));
  if (split) return split;
  const [head = '', ...rest] = partsOfLine(text);
  return captionedParts([head, ...rest]) ?? behindHead(head, rest);
}

function behindHead(head: string, rest: readonly string[]): Captioned[] | null {
  const split = rest.map((part) => splitCaption(part.trim()));
  if (rest.length === 0 || !split.every((part) => part !== null)) return null;
  return splitCaption(head.trim()) ? null : [uncaptioned(head.trim()), ...split];
}

function captionedParts(parts: readonly string[]): Captioned[] | null {
  const trimmed = parts.map((part) => part.trim()).filter((part) => part !== '');
  if (trimmed.length < 2) return null;
  const split = trimmed.map(splitCaption);
  return split.every((part) => part !== null) ? split : null;
}
