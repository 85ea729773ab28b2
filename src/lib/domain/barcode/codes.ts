/**
 * What can be wrong with a scan, and what is worth saying about one. The codes
 * are stable: wording and severity are decided elsewhere, by code.
 */

/** The value is not right by its standard; what depends on it is left out of the scan. */
export const problemMeanings = {
  empty: 'nothing is left once framing characters are taken off',
  'too-long': 'longer than the field, or than any symbol or stored serial, can be',
  'too-short': 'shorter than the field must be',
  'not-text': 'holds a lone surrogate: no store keeps it faithfully',
  'unprintable-character': 'a control, bidirectional or invisible character inside a value',
  'invalid-character': 'a character outside the set that the standard gives the field',
  'check-digit': 'the check digit, pair or character does not fit the rest',
  date: 'no such month, day, hour or minute',
  'invalid-value': 'digits are right in form but not in meaning, for example a country that does not exist',
  'company-prefix': 'a GS1 key that does not begin with a GS1 Company Prefix',
  'unknown-identifier': 'no such application identifier, or no such data identifier',
  'missing-value': 'an identifier with nothing after it',
  'repeated-identifier': 'the same identifier twice with different values',
  'no-elements': 'the carrier promises elements and holds none',
  'separators-lost': 'an envelope whose separators were all dropped: its fields cannot be told apart',
  'link-encoding': 'a malformed percent sequence, or one that hides a control character',
  'link-path': 'the path of a Digital Link is not key, qualifiers and values',
  'link-qualifier': 'a qualifier that the key does not take',
  'link-qualifier-order': 'qualifiers of a Digital Link out of the order the standard gives',
  'link-attribute': 'an identifier in the query that must stand in the path, or may not be in a link',
  'link-compressed': 'a compressed Digital Link, which is not decoded here',
  structure: 'does not follow the structure of its standard',
  'vin-check-digit': 'a North American vehicle number whose check digit is wrong',
  quantity: 'a quantity that is no number'
} as const;

/** Worth telling, but the scan is right by its standard. */
export const noteMeanings = {
  'gs1-assumed': 'read as GS1 from its shape alone: the reader did not say',
  'gs1-shaped': 'looks like GS1, but the reader says the symbol is not GS1',
  'gtin-assumed': 'read as a GTIN from its length and check digit alone',
  'gtin-shaped': 'as long as a GTIN and its check digit fits, but taken as it stands',
  'gtin-check-digit': 'as long as a GTIN, but its check digit does not fit',
  'gtin-padded': 'the GTIN was written without its leading zeros',
  'upc-e-possible': 'eight digits that are right as GTIN-8 and as UPC-E: no GTIN is concluded',
  'restricted-circulation': 'a number that only has a meaning inside one company or country',
  'add-on': 'an EAN/UPC add-on of two or five digits',
  'human-readable-form': 'written with brackets, as printed under a symbol',
  'non-standard-separators': 'separators arrived as visible text or pictures',
  'superfluous-separator': 'a separator at the start, doubled, or after a field that needs none',
  'separator-lost':
    'an identifier and its value seem to be swallowed by the field before: a separator was lost',
  'separator-lost-possible': 'the end of a field could be another identifier and its value',
  'repeated-identifier-same': 'the same identifier twice with the same value',
  'exclusive-identifiers': 'two identifiers that one item cannot both have; another symbol may be concerned',
  'required-identifier': 'an identifier that is only complete with another one; it may be on another symbol',
  'handling-unit': 'names a logistic unit (SSCC)',
  place: 'names a place or a party (GLN)',
  'returnable-asset': 'names a returnable asset (GRAI)',
  'individual-asset': 'names an individual asset (GIAI)',
  'not-an-item': 'names a document, coupon, shipment or person',
  'content-of-unit': 'names what a logistic unit holds, not what was scanned',
  'link-alpha-key': 'a Digital Link with key names of version 1.0 (gtin, ser, …)',
  'data-identifier-assumed': 'read as data identifier and value from its shape; `value` is the whole as read',
  'data-identifier-possible': 'could be a data identifier and a value; taken as it stands',
  'envelope-incomplete': 'the ISO 15434 trailer is missing',
  'envelope-format': 'an ISO 15434 format that is carried but not read',
  'several-serials': 'more than one serial: none is singled out',
  'several-values': 'the same field more than once with different values',
  'hibc-provider': 'a HIBC provider label: an internal identifier',
  'hibc-secondary-only': 'the secondary half of a HIBC label; `value` is its link character',
  'code39-asterisks': 'start and stop asterisks of Code 39 taken off',
  'caption-removed': 'a printed caption such as S/N: taken off',
  'imei-check-digit-only': 'passes as an IMEI, but its reporting body is not a known one',
  'imei-possible': 'shaped like an IMEI without its check digit',
  'not-a-device-address': 'a group, broadcast or empty MAC address',
  vin: 'a vehicle identification number, check digit right',
  'vin-unchecked': 'shaped like a vehicle identification number; its region uses no check digit',
  placeholder: 'a text that makers leave where a serial should be',
  'not-a-serial': 'a contact, network, link or other message: no serial in it',
  'look-alike': 'mixes 0 with O, or 1 with I or l',
  'non-ascii': 'letters or signs outside ASCII, which may look like others',
  'inner-space': 'spaces inside, kept'
} as const;

export type ProblemCode = keyof typeof problemMeanings;
export type NoteCode = keyof typeof noteMeanings;
