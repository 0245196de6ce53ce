import type { Refusal } from '#values/outcome.ts'

const refusal = (code: string, says: string): Refusal => ({
  code: `wards/${code}`,
  says: `${says} Nothing was kept: the wards in force stay as they are.`,
})

export const emptyFile = refusal('empty', 'The file has no row under its header.')

export const noPostcodeColumn = refusal(
  'no-postcode',
  'The file has no column of postcodes (pcds, pcd or Postcode), nor codes of wards with their names. Its first line must name its columns, with commas between.',
)

export const noWardColumn = refusal(
  'no-ward',
  'The file has no column of wards (osward, ward, wd24cd of any year, or Ward code). The ONS Postcode Directory has one; some of its smaller extracts do not.',
)

export const noAuthorityColumn = refusal(
  'no-authority',
  'The file has no column of local authorities (oslaua, laua or lad24cd of any year), so the rows of one cannot be picked out. Leave the authority out if the file is the council’s own.',
)

export const nowhereKnown = refusal(
  'nowhere-known',
  'The file is of more than one authority, and the council knows no property and no address yet. Name the council’s own authority by its code, such as E07000116.',
)

export const nothingUsable = (why: string): Refusal =>
  refusal('nothing-usable', `No row of the file could be used: ${why}.`)

export const tooMany = (most: number): Refusal =>
  refusal(
    'too-many',
    `More than ${most.toLocaleString('en-GB')} postcodes would be kept, more than any council has. Name the council’s own authority by its code, such as E07000116.`,
  )

export const namesFirst = refusal(
  'names-first',
  'The file names wards, and no file of postcodes has been brought yet. Bring that first.',
)

export const noneOfTheNames = refusal(
  'none-of-the-names',
  'The file names no ward that is in force here. It may be of another year than the file of postcodes.',
)

export const notReadable = (problem: string): Refusal => refusal('not-readable', problem)

export const notUtf8 = refusal(
  'not-utf-8',
  'The file is not written as UTF-8, as published files are. Save it as “CSV UTF-8” and bring it again.',
)
