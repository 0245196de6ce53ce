/** Words of a street that are written short, and in full. */
const short: Readonly<Record<string, string>> = {
  apartment: 'flat',
  apt: 'flat',
  ave: 'avenue',
  av: 'avenue',
  bldg: 'building',
  bldgs: 'buildings',
  blvd: 'boulevard',
  cl: 'close',
  clo: 'close',
  cott: 'cottage',
  cres: 'crescent',
  crt: 'court',
  ct: 'court',
  dr: 'drive',
  est: 'estate',
  fl: 'flat',
  flt: 'flat',
  gdns: 'gardens',
  gdn: 'garden',
  gr: 'grove',
  grn: 'green',
  gro: 'grove',
  hse: 'house',
  la: 'lane',
  ln: 'lane',
  mws: 'mews',
  pde: 'parade',
  pk: 'park',
  pl: 'place',
  plc: 'place',
  rd: 'road',
  sq: 'square',
  st: 'street',
  str: 'street',
  tce: 'terrace',
  ter: 'terrace',
  terr: 'terrace',
  unit: 'flat',
  vw: 'view',
  wlk: 'walk',
}

/** A line of an address with its words in full. A saint at the beginning stays one. */
export const inFull = (line: string): string =>
  line
    .split(' ')
    .map((word, n) => (word === 'st' && n < 1 ? word : (short[word] ?? word)))
    .join(' ')
