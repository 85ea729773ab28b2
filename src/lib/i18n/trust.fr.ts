/** The words of the page that helps a phone to trust the server of the house. */
export const trust = {
  title: 'Faire confiance à ce serveur',
  hint: 'Certificat de la maison, pour la caméra et le hors ligne',
  intro:
    'La caméra et le travail sans réseau demandent une liaison chiffrée. Ce serveur a son propre certificat, signé par une autorité de la maison : chaque appareil doit lui faire confiance, une seule fois.',
  fine: 'Cet appareil est relié par une liaison chiffrée.',
  notYet: 'Cet appareil n’est pas relié par une liaison chiffrée.',
  localOnly: 'Sur la machine du serveur elle-même, rien n’est à faire.',
  download: 'Télécharger l’autorité',
  check: 'Ensuite, rouvrez Douchette par son adresse en https : le navigateur ne doit plus avertir.',
  ways: {
    android: {
      title: 'Android',
      steps: [
        'Téléchargez l’autorité.',
        'Réglages → Sécurité → Chiffrement et identifiants → Installer un certificat → Certificat CA.',
        'Acceptez l’avertissement et choisissez le fichier « authority.crt ».'
      ]
    },
    ios: {
      title: 'iPhone et iPad',
      steps: [
        'Avec Safari, téléchargez l’autorité et autorisez le profil.',
        'Réglages → Général → VPN et gestion de l’appareil : installez le profil.',
        'Réglages → Général → Informations → Réglages des certificats : activez la confiance totale.'
      ]
    },
    windows: {
      title: 'Windows (Chrome, Edge)',
      steps: [
        'Téléchargez l’autorité et ouvrez le fichier.',
        'Installer un certificat → Ordinateur local.',
        'Choisissez le magasin « Autorités de certification racines de confiance ».'
      ]
    },
    firefox: {
      title: 'Firefox',
      steps: [
        'Téléchargez l’autorité.',
        'Paramètres → Vie privée et sécurité → Certificats → Afficher les certificats → Autorités → Importer.',
        'Cochez la confiance pour identifier des sites web.'
      ]
    }
  }
};
