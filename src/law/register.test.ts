import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { isToConfirm } from './parameter.ts'
import { register, toConfirm } from './register.ts'
import { statedParameters } from './testing.ts'

const all = register.flatMap(({ parameters }) => parameters)

/** Ours beyond the list we were given: readings that a rule needs as a figure of its own. */
const ourOwn = [
  'calendar.bank_holidays.once',
  'court.warrant_of_control.most',
  'court.writ_of_control.least',
  'ct.reminder.until_balance',
  'dd.dormancy.months',
  'dd.present_again.months',
  'dd.submission.days',
  'interest.days_of_year',
  'interest.rounding',
  'lim.adult_social_care.before_2015',
  'ndr.instalments.minimum',
  'service.by_hand',
  'setoff.business_rates.credited',
  'setoff.council_tax.credited',
  'setoff.own_request',
]

/** How a source was read, least first: in the words of the list we were given, and in ours. */
const readings = ['background', 'stored-secondary', 'stored-text']
const checks = ['to confirm', 'against a secondary source', 'against its text']

suite('the register of the law', () => {
  test('each parameter is there once for a nation', () => {
    const names = all.flatMap(({ id, extent }) => extent.map(nation => `${id} in ${nation}`))
    assert.deepEqual(
      names.filter((name, n) => names.indexOf(name) !== n),
      [],
    )
  })

  test('each says what it is, where, in what, by which date and by what source', () => {
    for (const parameter of all) {
      assert(parameter.title.length > 5 && parameter.extent.length > 0, parameter.id)
      assert(parameter.checked && parameter.confidence, parameter.id)
      if (parameter.status === 'announced') {
        assert(parameter.note.length > 5 && !('on' in parameter), `${parameter.id} cannot be used`)
        continue
      }
      assert(parameter.unit !== '' && parameter.lookedUpOn !== '', parameter.id)
      assert(parameter.history.length > 0, parameter.id)
      for (const { source } of parameter.history) assert(source.title !== '', parameter.id)
    }
  })

  test('what nobody has read, or is sure of, is to be confirmed, and this is the list', t => {
    for (const parameter of all) {
      if (parameter.checked === 'to confirm' || parameter.confidence !== 'high')
        assert(isToConfirm(parameter), parameter.id)
    }
    assert(toConfirm.length > 20)
    for (const { id, extent, title, checked, confidence } of toConfirm)
      t.diagnostic(`${id} (${extent.join(', ')}): ${title} [${checked}; ${confidence}]`)
  })

  const stated = statedParameters()
  test(
    'all that we were given is there, from the same days, and nothing announced is law',
    { skip: stated === undefined && '../shared is not beside the project' },
    () => {
      const ours = new Set(all.map(({ id }) => id))
      assert.deepEqual(
        (stated ?? []).map(({ id }) => id).filter(id => !ours.has(id)),
        [],
      )
      assert.equal(stated?.length, 150)
      const given = new Set(stated?.map(({ id }) => id))
      assert.deepEqual([...ours].filter(id => !given.has(id)).sort(), ourOwn.toSorted())
      for (const { id, status, confidence, from, checked } of stated ?? []) {
        const same = all.filter(parameter => parameter.id === id)
        for (const parameter of same) {
          assert.equal(parameter.status === 'announced', status !== 'in_force', id)
          assert.equal(parameter.confidence, confidence, `${id}: confidence`)
        }
        const strongest = Math.max(...checked.map(how => readings.indexOf(how)))
        for (const parameter of same)
          assert(checks.indexOf(parameter.checked) <= strongest, `${id}: nobody read so much`)
        if (status !== 'in_force') continue
        const days = same.flatMap(parameter =>
          parameter.status === 'law' ? parameter.history.map(entry => String(entry.from)) : [],
        )
        assert.deepEqual([...new Set(days)].sort(), [...new Set(from)].sort(), `${id}: from when`)
      }
    },
  )
})
