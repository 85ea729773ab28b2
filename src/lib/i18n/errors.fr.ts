import type { ErrorCode } from '../protocol/errors.ts';

/** What happened, and what to do about it. */
export interface ErrorWords {
  what: string;
  todo: string;
}

export const errors: Record<ErrorCode, ErrorWords> = {
  'malformed-json': {
    what: 'Le message envoyé est illisible pour le serveur.',
    todo: 'Rien n’est perdu. Prévenez la personne qui s’occupe de Douchette.'
  },
  'malformed-request': {
    what: 'Le serveur n’a pas compris la demande.',
    todo: 'Rien n’est perdu. Mettez l’application à jour, puis réessayez.'
  },
  'malformed-movement': {
    what: 'Un champ de ce mouvement n’est pas valable.',
    todo: 'Le mouvement reste sur cet appareil. Refaites la saisie, ou réessayez après correction.'
  },
  'serial-empty': {
    what: 'Le n° de série est vide.',
    todo: 'Scannez ou saisissez le numéro de nouveau.'
  },
  'serial-too-long': {
    what: 'Le n° de série est trop long (128 caractères au plus).',
    todo: 'Vérifiez que le bon code a été scanné.'
  },
  'serial-not-text': {
    what: 'Le n° de série contient des caractères qui ne peuvent pas être gardés.',
    todo: 'Scannez-le de nouveau ou saisissez-le au clavier.'
  },
  'foreign-origin': {
    what: 'Ce mouvement a été fait avant que cet appareil ne soit enregistré à nouveau.',
    todo: 'Il est gardé ici et n’est pas compté : signalez-le au bureau, et refaites la saisie si elle presse.'
  },
  'unknown-location': {
    what: 'Le serveur ne connaît pas cet emplacement.',
    todo: 'Choisissez un emplacement existant, ou réessayez quand il aura été créé.'
  },
  'id-conflict': {
    what: 'Le serveur a déjà un autre mouvement sous le même identifiant.',
    todo: 'Le mouvement reste ici. Refaites la saisie si elle manque au serveur.'
  },
  'group-mismatch': {
    what: 'Ce mouvement appartient à un lot d’écritures déjà complet ou d’une autre taille.',
    todo: 'Signalez-le au bureau : il est gardé ici et n’est pas compté.'
  },
  'body-too-large': {
    what: 'L’envoi est trop volumineux.',
    todo: 'Rien n’est perdu. L’envoi sera découpé au prochain essai.'
  },
  'unsupported-encoding': {
    what: 'Le serveur ne sait pas décompresser cet envoi.',
    todo: 'Mettez l’application à jour, puis réessayez.'
  },
  'batch-too-large': {
    what: 'L’envoi contient trop de mouvements.',
    todo: 'Rien n’est perdu. L’envoi sera découpé au prochain essai.'
  },
  'protocol-too-old': {
    what: 'Cette version de l’application est trop ancienne pour le serveur.',
    todo: 'Mettez l’application à jour : la file d’attente est conservée.'
  },
  'protocol-too-new': {
    what: 'Le serveur est plus ancien que cette application.',
    todo: 'L’envoi reprendra de lui-même quand le serveur aura été mis à jour.'
  },
  'not-enrolled': {
    what: 'Le serveur ne reconnaît pas cet appareil.',
    todo: 'Rechargez l’application pour l’enregistrer de nouveau : la file d’attente est conservée.'
  },
  'pairing-needed': {
    what: 'Cet appareil n’est plus jumelé au serveur.',
    todo: 'Rien n’est perdu : demandez au bureau de le jumeler à nouveau. La file partira ensuite.'
  },
  'pairing-invalid': {
    what: 'Ce code de jumelage ne vaut plus.',
    todo: 'Un code sert une fois, pendant dix minutes. Demandez-en un autre au bureau.'
  },
  'device-known': {
    what: 'Cet appareil est déjà connu du serveur.',
    todo: 'Au bureau, choisissez-le dans la liste des appareils, puis « Jumeler à nouveau ».'
  },
  'sign-in-needed': {
    what: 'Il faut se connecter pour faire cela.',
    todo: 'Connectez-vous avec votre identifiant et votre mot de passe.'
  },
  'wrong-credentials': {
    what: 'L’identifiant ou le mot de passe n’est pas le bon.',
    todo: 'Vérifiez les deux, puis réessayez.'
  },
  forbidden: {
    what: 'Votre rôle ne permet pas cela.',
    todo: 'Demandez à une personne qui administre Douchette.'
  },
  'key-invalid': {
    what: 'Cette clé n’est pas connue, ou ne vaut plus.',
    todo: 'Créez une autre clé dans les réglages, et donnez-la au programme.'
  },
  'key-scope': {
    what: 'Cette clé n’a pas ce droit.',
    todo: 'Créez une clé qui a le droit demandé.'
  },
  'address-refused': {
    what: 'Rien n’est envoyé à cette adresse.',
    todo: 'Donnez une adresse https publique, ou autorisez le réseau privé si le programme est dans la maison.'
  },
  'setup-invalid': {
    what: 'Ce lien d’installation ne vaut plus.',
    todo: 'Il sert une fois. Redémarrez le serveur pour en avoir un autre, s’il n’y a pas encore d’administrateur.'
  },
  'weak-password': {
    what: 'Ce mot de passe est trop facile à deviner.',
    todo: 'Prenez plutôt une phrase de quelques mots.'
  },
  'login-taken': {
    what: 'Cet identifiant est déjà pris.',
    todo: 'Choisissez-en un autre.'
  },
  'badge-taken': {
    what: 'Ce badge est déjà celui d’une autre personne.',
    todo: 'Donnez un autre badge.'
  },
  'last-administrator': {
    what: 'C’est le dernier compte qui administre.',
    todo: 'Donnez d’abord ce rôle et un mot de passe à une autre personne.'
  },
  'too-many-attempts': {
    what: 'Trop d’essais en peu de temps.',
    todo: 'Attendez quelques minutes, puis réessayez.'
  },
  'too-many-requests': {
    what: 'Cet appareil demande trop de choses à la fois.',
    todo: 'Rien n’est perdu : il réessaie de lui-même dans un instant.'
  },
  'cross-origin': {
    what: 'La demande vient d’une autre adresse que celle du serveur.',
    todo: 'Ouvrez Douchette à son adresse habituelle.'
  },
  'not-loopback': {
    what: 'Pour l’instant, le serveur ne répond qu’à la machine où il tourne.',
    todo: 'Ouvrez Douchette à l’adresse http://localhost de cette machine.'
  },
  'not-found': {
    what: 'Le serveur ne trouve pas ce qui est demandé.',
    todo: 'Vérifiez le numéro, ou revenez à la recherche.'
  },
  'cursor-unknown': {
    what: 'Le serveur a été restauré ou réinitialisé.',
    todo: 'Cet appareil recharge le stock de lui-même : la file d’attente est conservée.'
  },
  'not-empty': {
    what: 'La base contient déjà des données.',
    todo: 'Rien n’a été changé. Continuez avec les données présentes.'
  },
  'upkeep-running': {
    what: 'Un entretien de la base est déjà en cours.',
    todo: 'Attendez qu’il se termine, puis recommencez.'
  },
  'purge-in-open-period': {
    what: 'Cette date est dans une période encore ouverte.',
    todo: 'Clôturez d’abord la période jusqu’à cette date, ou choisissez une date plus ancienne.'
  },
  'import-lost': {
    what: 'Le serveur n’a pas reçu l’import en entier.',
    todo: 'Rien n’a été enregistré. Relancez l’import.'
  },
  busy: { what: 'Le serveur est occupé.', todo: 'L’envoi sera retenté dans un instant.' },
  'server-fault': {
    what: 'Le serveur a rencontré une panne.',
    todo: 'Rien n’est perdu : l’envoi sera retenté. Prévenez si cela dure.'
  },
  unreachable: {
    what: 'Le serveur est injoignable.',
    todo: 'Continuez à scanner : tout est gardé ici et partira au retour du réseau.'
  },
  'unreadable-answer': {
    what: 'La réponse du serveur est illisible.',
    todo: 'Rien n’est perdu. Vérifiez le réseau (portail Wi-Fi ?) ou réessayez.'
  }
};
