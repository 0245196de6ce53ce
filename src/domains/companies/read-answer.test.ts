import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import type { InsolvencyCase } from './company.ts'
import { madeUpCompany, madeUpKinds } from './made-up.ts'
import { isCalledOtherwise } from './names.ts'
import { type Parts, readAnswer } from './read-answer.ts'
import { isRunning, stopOf } from './stops.ts'
import { type Status, statuses } from './words.ts'

const number = '91234567'
const someone = (profile: object, more: Omit<Parts, 'profile'> = {}): Parts => ({
  profile: {
    company_name: 'BREAD LIMITED',
    company_number: number,
    company_status: 'active',
    ...profile,
  },
  ...more,
})
const companyIn = (parts: Parts, asked = number) => {
  const read = readAnswer(asked, parts)
  assert(read.is === 'found', 'it can be read')
  return read.company
}

suite('what the register sends', () => {
  test('of every made-up kind is understood, and only what stops recovery does', () => {
    const stops = madeUpKinds.map(kind => [
      kind,
      stopOf(companyIn(madeUpCompany(kind, number, 'Bread Ltd')))?.kind,
    ])
    assert.deepEqual(Object.fromEntries(stops), {
      liquidation: 'insolvency',
      dissolved: 'dissolution',
      active: undefined,
      'striking off': undefined,
      administration: 'insolvency',
      moratorium: 'insolvency',
    })
  })

  test('with a status that is not one of the register’s could not be read, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('Active', ' active', 'ACTIVE', null, 7, undefined)),
        status => {
          fc.pre(!Object.hasOwn(statuses, String(status)))
          const read = readAnswer(number, someone({ company_status: status }))
          assert.equal(read.is, 'could not be read')
        },
      ),
    )
  })

  test('of any shape at all is read or is not, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (profile, officers) => {
        assert.equal(readAnswer(number, { profile, officers }).is, 'could not be read')
      }),
    )
  })

  test('about another company is not taken for it; noughts left out are no other company', () => {
    assert.equal(readAnswer('00001234', someone({ company_number: '1234' })).is, 'found')
    assert.equal(
      readAnswer('00001235', someone({ company_number: '1234' })).is,
      'could not be read',
    )
  })

  test('a day that is none, in any part, is not understood', () => {
    const cases = [{ type: 'moratorium', dates: [{ type: 'moratorium-started-on', date: 'soon' }] }]
    assert.equal(readAnswer(number, someone({}, { insolvency: { cases } })).is, 'could not be read')
  })

  test('each status stops what it should, and no other does', () => {
    const stopping = (Object.keys(statuses) as Status[]).filter(status =>
      stopOf({ status, cases: [] }),
    )
    assert.deepEqual(stopping.toSorted(), [
      'administration',
      'dissolved',
      'insolvency-proceedings',
      'liquidation',
      'receivership',
      'voluntary-arrangement',
    ])
  })

  const aCase = (type: string, dates: string[] = [], ceasedOn: string | null = null) => ({
    type,
    dates: dates.map(date => ({ type: date, on: '2026-01-15' })),
    practitioners: [{ name: 'I', role: null, address: [], appointedOn: null, ceasedOn }],
  })
  for (const [why, cases, runs] of [
    [
      'a liquidation without an end runs, whoever ceased to act',
      [aCase('compulsory-liquidation', [], '2022-01-01')],
      true,
    ],
    [
      'one that was concluded does not',
      [aCase('compulsory-liquidation', ['concluded-winding-up-on'])],
      false,
    ],
    ['a receivership runs while a receiver acts', [aCase('receiver-manager')], true],
    ['and not once they ceased', [aCase('receiver-manager', [], '2022-01-01')], false],
    ['a moratorium runs', [aCase('moratorium', ['moratorium-started-on'])], true],
    [
      'until its end is registered as a case',
      [aCase('moratorium'), aCase('liquidation-moratorium-early-end-of-moratorium')],
      false,
    ],
    ['a kind that is not known stops nothing by itself', [aCase('tea-party')], false],
  ] satisfies [string, InsolvencyCase[], boolean][]) {
    test(why, () => {
      assert.equal(
        cases.some(one => isRunning(one, cases)),
        runs,
      )
      assert.equal(stopOf({ status: 'active', cases }) !== undefined, runs)
    })
  }

  test('a name is another only when more than its usual spellings differ', () => {
    assert(!isCalledOtherwise('Smith & Sons Ltd. t/a Smiths', 'SMITH AND SONS LIMITED'))
    assert(isCalledOtherwise('Smith & Sons Ltd', 'SMYTHE AND SONS LIMITED'))
  })
})

const folder = '../shared/samples/reference/companies-house'
suite(
  'the sample files',
  { skip: !existsSync(folder) && 'they are not beside this folder' },
  () => {
    const json = async (file: string) => JSON.parse(await readFile(`${folder}/${file}`, 'utf8'))

    for (const [file, asked, status] of [
      ['profile-00006402-getCompanyProfile.json', '00006402', 'liquidation'],
      ['profile-00006402-getCompanyDetail.json', '00006402', 'liquidation'],
      ['profile-00006408-getCompanyProfile.json', '00006408', 'liquidation'],
      ['profile-example.json', '06146287', 'active'],
    ] as const) {
      test(`${file} is ${status}`, async () => {
        const sent = await json(file)
        const company = companyIn({ profile: sent.data ?? sent }, asked)
        assert.equal(company.status, status)
        if (file === 'profile-example.json') assert.equal(company.previousNames.length, 2)
      })
    }

    test('one that says nothing of itself could not be read', async () => {
      const sent = await json('profile-00006400-getResponse.json')
      assert.equal(readAnswer('00006400', { profile: sent.data }).is, 'could not be read')
    })

    test('every insolvency is read with who acted in it, but for one with a day that is none', async () => {
      for (const file of (await readdir(folder)).filter(name => /^insolvency.*json$/.test(name))) {
        const sent = await json(file)
        const insolvency = sent.external_data ?? sent.companyInsolvency
        const read = readAnswer(number, someone({}, { insolvency }))
        assert.equal(read.is, file.includes('bad_request') ? 'could not be read' : 'found', file)
        if (read.is === 'found')
          assert.equal(read.company.cases[0]?.practitioners[0]?.name, 'practitioner name', file)
      }
    })

    test('every status that is published is one of ours, and none besides', async () => {
      const text = await readFile(`${folder}/api-enumerations-constants.yml`, 'utf8')
      const [, block = ''] = /^company_status:\n((?: .*\n)+)/m.exec(text) ?? []
      const published = [...block.matchAll(/^ +'([^']+)'/gm)].map(([, status]) => status)
      assert.deepEqual(published.toSorted(), Object.keys(statuses).toSorted())
    })
  },
)
