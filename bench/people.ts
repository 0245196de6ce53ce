import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode, records, shippedProfile, writeSample } from '#imports'
import type { Told } from '#parties'
import { businessDate } from './book.ts'

/** Somebody as one source system knows them under its number, and who they are in truth. */
export type Known = {
  readonly source: string
  readonly number: string
  readonly told: Told
  readonly truth: string
}

type Cells = (column: string) => string
type Reading = {
  readonly source: string
  readonly number: string
  readonly told: (of: Cells) => Told
}

/** Where each of the sample's source systems says what: the same columns that its profile reads. */
const readings: readonly Reading[] = [
  {
    source: 'council-tax',
    number: 'PERSON_REF',
    told: of => ({
      given_name: of('FORENAMES'),
      family_name: of('SURNAME') || of('ORG_NAME'),
      date_of_birth: of('DOB'),
      identifier: of('NINO') || of('COMPANY_NO'),
      address_1: of('CORR_ADDR1'),
      town: of('CORR_ADDR3'),
      postcode: of('CORR_PCODE'),
      phone: of('PHONE'),
      email: of('EMAIL'),
    }),
  },
  {
    source: 'business-rates',
    number: 'Ratepayer Id',
    told: of => ({
      full_name: of('Ratepayer'),
      date_of_birth: of('Sole Trader Date Of Birth'),
      identifier: of('Company Number'),
      address_1: of('Billing Address'),
      postcode: of('Billing Postcode'),
      phone: of('Telephone'),
      email: of('Email'),
    }),
  },
  {
    source: 'sundry',
    number: 'Customer No',
    told: of => ({
      full_name: of('Customer Name'),
      date_of_birth: of('D.O.B.'),
      identifier: of('Co Reg No'),
      address_1: of('Address Line 1'),
      town: of('Town'),
      postcode: of('Post Code'),
      phone: of('Tel'),
      email: of('E-mail'),
    }),
  },
  {
    source: 'housing-benefit',
    number: 'claimRef',
    told: of => ({
      given_name: of('firstNames'),
      family_name: of('lastName'),
      date_of_birth: of('birthDate'),
      identifier: of('nino'),
      address_1: of('addressLine1'),
      town: of('addressLine3'),
      postcode: of('postcode'),
      phone: of('phone'),
      email: of('email'),
    }),
  },
  {
    source: 'housing',
    number: 'TENANT ID',
    told: of => ({
      given_name: of('INITIALS OR FORENAMES'),
      family_name: of('SURNAME'),
      date_of_birth: of('BORN'),
      identifier: of('NI NUMBER'),
      address_1: of('FORWARDING ADDRESS') || of('UNIT ADDRESS'),
      postcode: of('FORWARDING POSTCODE'),
      phone: of('CONTACT TEL'),
      email: of('CONTACT EMAIL'),
    }),
  },
]

const fileOf: Readonly<Record<string, string>> = {
  'housing-benefit': 'housing-benefit-overpayments',
}

/** The folder of the sample council with most people, of so many accounts; written once a day. */
export async function sampleOf(accounts: number, seed: number): Promise<string> {
  const out = join(tmpdir(), 'evenhand-bench', `match-${accounts}-${seed}-${businessDate}`)
  if (!existsSync(join(out, 'written'))) {
    await writeSample({ accounts, seed, out, businessDate })
    writeFileSync(join(out, 'written'), '')
  }
  return join(out, 'aldermere')
}

/** Everybody that a sample council's source systems know, once a system and person number; no more than so many. */
export async function* peopleOf(folder: string, most = Infinity): AsyncGenerator<Known> {
  const truth = new Map(
    readFileSync(join(folder, 'truth.csv'), 'utf8')
      .split(/\r?\n/)
      .slice(1)
      .map(line => {
        const [source, number, party] = line.split(',')
        return [[source, number].join(' '), party ?? ''] as const
      }),
  )
  let found = 0
  for (const { source, number, told } of readings) {
    const feed = fileOf[source] ?? `${source}-accounts`
    const profile = shippedProfile(feed)
    if (!profile) throw new Error(`There is no profile ${feed}.`)
    const { encoding, delimiter, quote } = profile.file
    const path = join(folder, `${feed}.csv`)
    let header: readonly string[] | undefined
    for await (const { cells } of records(decode(createReadStream(path), encoding), {
      delimiter,
      quote,
    })) {
      if (!header) {
        header = cells
        continue
      }
      const of: Cells = column => cells[header?.indexOf(column) ?? -1] ?? ''
      const key = `${source} ${of(number)}`
      const who = truth.get(key)
      if (who === undefined) continue
      truth.delete(key)
      if (found === most) return
      found += 1
      yield { source, number: of(number), told: told(of), truth: who }
    }
  }
}
