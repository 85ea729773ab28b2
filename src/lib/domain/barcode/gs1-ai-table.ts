/**
 * The GS1 Application Identifiers: their format and how they go together
 * (GS1 General Specifications §3, as in the GS1 Barcode Syntax Dictionary).
 *
 * One line a group of identifiers: `identifiers|components|rules`.
 * - `3100-5` stands for 3100 … 3105.
 * - Components: set (N digits, X set 82, Y set 39, Z set 64), then a length
 *   (`14`) or a greatest length (`..20`), then `:check`s; brackets when optional.
 * - Rules: `req=` one of these must be there too (`+` for both), `ex=` none of
 *   these may be; `n` is any digit and `~` the first three digits of the
 *   identifier itself. `dlpkey=` a primary key of Digital Link and its
 *   qualifiers in order, `|` between alternatives.
 */
const TABLE = `00|N18:csum:gcppos2|dlpkey
01|N14:csum:gcppos2|ex=255,37 dlpkey=22,10,21|235
02|N14:csum:gcppos2|ex=01,03 req=37
03|N14:csum:gcppos2|ex=01,02,37,235
10|X..20|req=01,02,03,8006,8026
11,13,15-6|N6:yymmd0|req=01,02,03,8006,8026
12|N6:yymmd0|req=8020
17|N6:yymmd0|req=01,02,03,255,8006,8026
20|N2|req=01,02,03,8006,8026
21|X..20|req=01,03,8006 ex=235
22,710-7|X..20|req=01
235|X..28|req=01
240-1|X..30|req=01,02,03,8006,8026
242|N..6|req=01,02,8006,8026
243|X..20|req=01,03
250|X..30|req=01+21,03+21,8006+21
251|X..30|req=01,03,8006
253|N13:csum:gcppos1 [X..17]|dlpkey
254|X..20|req=414
255|N13:csum:gcppos1 [N..12]|dlpkey ex=01,02,415,8006,8020,8026
30|N..8|req=01,02
3100-5,3110-5,3120-5,3130-5,3140-5,3150-5,3160-5,3200-5,3210-5,3220-5,3230-5,3240-5,3250-5,3260-5,3270-5,3280-5,3290-5,3500-5,3510-5,3520-5,3560-5,3570-5,3600-5,3610-5,3640-5,3650-5,3660-5|N6|req=01,02 ex=~n
3300-5,3310-5,3320-5,3330-5,3340-5,3350-5,3360-5,3400-5,3410-5,3420-5,3430-5,3440-5,3450-5,3460-5,3470-5,3480-5,3490-5,3530-5,3540-5,3550-5,3620-5,3630-5,3670-5,3680-5,3690-5|N6|req=00,01 ex=~n
3370-5|N6|req=01 ex=~n
37|N..8|req=00+02,00+8026
3900-9|N..15|req=255,8020 ex=~n,391n,394n,8111
3910-9|N3:iso4217 N..15|req=8020 ex=~n
3920-9|N..15|req=01+30,01+31nn,01+32nn,01+35nn,01+36nn ex=~n,393n
3930-9|N3:iso4217 N..15|req=30,31nn,32nn,35nn,36nn ex=~n
3940-3|N4|req=255 ex=~n,8111
3950-5|N6|req=30,31nn,32nn,35nn,36nn ex=392n,393n,~n,8005
400,90|X..30
401|X..30:gcppos1|dlpkey
402|N17:csum:gcppos1|dlpkey
403,4308,4319|X..30|req=00
410-3,416|N13:csum:gcppos1
414|N13:csum:gcppos1|dlpkey=254|7040
415|N13:csum:gcppos1|req=8020 dlpkey=8020
417|N13:csum:gcppos1|dlpkey=7040
420|X..20|ex=421
421|N3:iso3166 X..9|ex=4307
422|N3:iso3166|req=01,02,03,8006,8026 ex=426
423,425|N3:iso3166 [N3:iso3166] [N3:iso3166] [N3:iso3166] [N3:iso3166]|req=01,02,03 ex=426
424|N3:iso3166|req=01,02,03 ex=426
426|N3:iso3166|req=01,02,03
427|X..3|req=01+422,02+422,03+422
4300-1,4310-1,4320|X..35:pcenc|req=00
4302,4304-6,4312,4314-6|X..70:pcenc|req=00
4303|X..70:pcenc|req=4302
4307,4317|X2:iso3166alpha2|req=00
4309|N10:latitude N10:longitude|req=00
4313|X..70:pcenc|req=4312
4318|X..20|req=00
4321-3|N1:yesno|req=00
4324-5|N6:yymmd0 N4:hhmi|req=00
4326|N6:yymmdd|req=00
4330|N6 [X1:hyphen]|req=00 ex=4331
4331|N6 [X1:hyphen]|req=00 ex=4330
4332|N6 [X1:hyphen]|req=00 ex=4333
4333|N6 [X1:hyphen]|req=00 ex=4332
7001|N13|req=01,02,8006,8026
7002|X..30|req=01,02
7003|N6:yymmdd N4:hhmi|req=01,02,03
7004|N..4|req=01+10,03+10
7005|X..12|req=01,02
7006|N6:yymmdd|req=01,02
7007|N6:yymmdd [N6:yymmdd]|req=01,02
7008|X..3|req=01,02
7009|X..10|req=01,02
7010|X..2|req=01,02,03
7011|N6:yymmdd [N4:hhmi]|req=01,02,03
7020|X..20|req=01+416,03+416,8006+416
7021,8012|X..20|req=01,03,8006
7022|X..20|req=01+7021,03+7021,8006+7021
7023|X..30:gcppos1
7030-9|N3:iso3166999 X..27|req=01,02
7040|N1 X1 X1 X1:importeridx
7041|X..4:packagetype|req=00
7230-9|X2 X..28|req=01,8004
7240|X..20|req=01,8006 ex=03
7241|N2:mediatype|req=8017,8018
7242|X..25|req=8017,8018
7250|N8:yyyymmdd|req=8018 ex=7251
7251|N8:yyyymmdd N4:hhmi|req=8018 ex=7250
7252|N1:iso5218|req=8018
7253-4|X..40:pcenc|req=8017,8018 ex=7256,7259
7255|X..10|req=8017,8018 ex=7256,7259
7256|X..90:pcenc|req=8017,8018
7257|X..70:pcenc|req=8018
7258|X3:posinseqslash|req=8018+7259
7259|X..40:pcenc|req=8018 ex=7256
8001|N4:nonzero N5:nonzero N3:nonzero N1:winding N1|req=01
8002|X..20
8003|N1:zero N13:csum:gcppos1 [X..16]|dlpkey
8004|X..30:gcppos1|dlpkey=7040
8005|N6|req=01,02
8006|N14:csum:gcppos2 N4:pieceoftotal|ex=01,03,37 dlpkey=22,10,21
8007|X..34:iban|req=415
8008|N6:yymmdd N2:hh [N2:mi] [N2:ss]|req=01,02,03
8009|X..50|req=00,01,03
8010|Y..30:gcppos1|dlpkey=8011
8011|N..12:nozeroprefix|req=8010
8013|X..25:csumalpha:gcppos1|dlpkey
8014|X..25:csumalpha:gcppos1:hasnondigit|req=01
8017|N18:csum:gcppos1|ex=8018 dlpkey=8019
8018|N18:csum:gcppos1|ex=8017 dlpkey=8019
8019|N..10|req=8017,8018
8020|X..25|req=415
8026|N14:csum:gcppos2 N4:pieceoftotal|req=37 ex=02,03,8006
8030|Z..90|req=00,01+21,03+21,253,255,8003,8004,8006+21,8010+8011,8017,8018
8040|N15|req=01+21
8041|N15|req=01+21+8040
8042|N32|req=01+21+8040
8043|N18 [N..2]|req=01+21+8040
8110|X..70:couponcode
8111|N4|req=255
8112|X..70:couponposoffer
8200|X..70|req=01
91-9|X..90`;

export type CharacterSet = 'N' | 'X' | 'Y' | 'Z';

/** One component of a value. */
export interface AiPart {
  set: CharacterSet;
  min: number;
  max: number;
  optional: boolean;
  checks: string[];
}

/** One application identifier. */
export interface AiSpec {
  ai: string;
  /** The length is predefined: no FNC1 follows it (GS1 General Specifications figure 7.8.5-2). */
  predefined: boolean;
  min: number;
  max: number;
  parts: AiPart[];
  /** One of these sets of identifiers must be present as well; empty for no requirement. */
  requires: string[][];
  excludes: string[];
  /** Orders of qualifiers that this primary key of Digital Link takes; null for other identifiers. */
  qualifiers: string[][] | null;
}

/** The first two digits of identifiers whose length is predefined; 04 and 18 are reserved, 14, 19 likewise. */
const PREDEFINED = new Set('00 01 02 03 04 11 12 13 14 15 16 17 18 19 20 31 32 33 34 35 36 41'.split(' '));

const PART = /^(\[?)([NXYZ])(\.\.)?(\d+)((?::\w+)*)\]?$/;

function readPart(text: string): AiPart {
  const [, bracket, set, upTo, length, checks = ''] = PART.exec(text) ?? [];
  const max = Number(length);
  return {
    set: set as CharacterSet,
    min: upTo ? 1 : max,
    max,
    optional: bracket === '[',
    checks: checks.split(':').slice(1)
  };
}

function expandIdentifiers(text: string): string[] {
  return text.split(',').flatMap((item) => {
    const [first = '', last] = item.split('-');
    if (last === undefined) return [first];
    const stem = first.slice(0, -1);
    const from = Number(first.slice(-1));
    return Array.from({ length: Number(last) - from + 1 }, (_, i) => stem + String(from + i));
  });
}

function ruleOf(rules: string, name: string): string | undefined {
  return rules
    .split(' ')
    .find((rule) => rule === name || rule.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

function readSpec(ai: string, parts: AiPart[], rules: string): AiSpec {
  const own = rules.replaceAll('~', ai.slice(0, 3));
  const keyRule = ruleOf(own, 'dlpkey');
  return {
    ai,
    predefined: PREDEFINED.has(ai.slice(0, 2)),
    min: parts.reduce((sum, part) => sum + (part.optional ? 0 : part.min), 0),
    max: parts.reduce((sum, part) => sum + part.max, 0),
    parts,
    requires: (ruleOf(own, 'req')?.split(',') ?? []).map((all) => all.split('+')),
    excludes: ruleOf(own, 'ex')?.split(',') ?? [],
    qualifiers:
      keyRule === undefined ? null : keyRule.split('|').map((order) => order.split(',').filter(Boolean))
  };
}

function readTable(): Map<string, AiSpec> {
  const specs = new Map<string, AiSpec>();
  for (const line of TABLE.split('\n')) {
    const [identifiers = '', components = '', rules = ''] = line
      .split('|', 2)
      .concat(line.split('|').slice(2).join('|'));
    const parts = components.split(' ').map(readPart);
    for (const ai of expandIdentifiers(identifiers)) specs.set(ai, readSpec(ai, parts, rules));
  }
  return specs;
}

let table: Map<string, AiSpec> | undefined;

/** All application identifiers by their digits; read once, at first use. */
export function aiTable(): ReadonlyMap<string, AiSpec> {
  table ??= readTable();
  return table;
}

/** The identifier that stands at a place of an element string; no identifier begins another one. */
export function aiAt(text: string, at: number): AiSpec | undefined {
  for (let length = 2; length <= 4; length++) {
    const spec = aiTable().get(text.slice(at, at + length));
    if (spec) return spec;
  }
  return undefined;
}
