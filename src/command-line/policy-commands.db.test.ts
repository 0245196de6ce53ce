import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { z } from 'zod'
import { systemClock, todayIn } from '#platform/clock.ts'
import { migrate } from '#platform/migrate.ts'
import { sql } from '#platform/sql.ts'
import { policySchema } from '#recovery'
import { aCouncilInArrears, planOn } from '#recovery/testing'
import { anInstallation } from '../../tools/installation.ts'
import { runCommand } from './command.ts'
import { policyCommands } from './policy-commands.ts'

const installation = await anInstallation(process.env['TEST_DATABASE_URL'])
installation.enter()
after(() => installation.remove())

/** What a command typed so says, and what it ends with. */
async function evenhand(...words: readonly string[]) {
  const [said, complained]: [string[], string[]] = [[], []]
  const code = await runCommand(policyCommands, words, {
    say: text => said.push(text),
    complain: text => complained.push(text),
  })
  return { code, said: said.join('\n'), complained: complained.join('\n') }
}

const council = ['--council', '1'] as const

async function aFile(name: string, text: string): Promise<string> {
  const path = join(installation.folder, name)
  await writeFile(path, text)
  return path
}

/** Drafts, and versions that are in force: what the commands could have changed. */
async function kept() {
  const database = await installation.open()
  const found = await database.one(
    z.object({ drafts: z.array(z.string()), versions: z.number() }),
    sql`
      select
        (select coalesce(array_agg(debt_type), '{}') from recovery.policy_draft where council_id = 1) as drafts,
        (select count(*)::int from recovery.policy_version where council_id = 1) as versions`,
  )
  await database.close()
  return found
}

suite('policies as files, on the command line', () => {
  let versions = 0
  let inForce = ''
  before(async () => {
    const database = await installation.open()
    await migrate(database)
    await aCouncilInArrears(database, 1, 3)
    await planOn(database, 1, `${todayIn(systemClock)}`)
    await database.close()
    versions = (await kept()).versions
  })

  test('the policy in force is printed as a file, which changes nobody when it is tried as it is', async () => {
    const { code, said } = await evenhand('export-policy', 'council tax', ...council)
    assert.equal(code, 0)
    inForce = said
    const path = await aFile('same.json', said)
    const tried = await evenhand('simulate', path, ...council, '--json')
    assert.equal(tried.code, 0, tried.complained)
    assert.deepEqual(movesOf(tried.said), [])
  })

  test('a change is tried on the book, and a draft is made of it: nothing is in force by either', async () => {
    const { debtType, ...policy } = documentOf(inForce)
    const path = await aFile(
      'slower.json',
      JSON.stringify({ ...policy, name: 'Nothing before winter', steps: [] }),
    )
    const missing = await evenhand('simulate', path, ...council)
    assert.equal(missing.code, 1)
    assert.match(missing.said, /Put “debtType” beside its name, or say --debt-type/)

    const tried = await evenhand('simulate', path, ...council, '--debt-type', debtType, '--json')
    assert.deepEqual(
      movesOf(tried.said).map(({ accounts, to }) => [accounts, to.rule]),
      [[3, 'Wait']],
    )
    assert.deepEqual(await kept(), { drafts: [], versions })

    const imported = await evenhand('import-policy', path, ...council, '--debt-type', debtType)
    assert.equal(imported.code, 0, imported.complained)
    assert.match(imported.said, /“Nothing before winter” is a draft for council tax now/)
    assert.deepEqual(await kept(), { drafts: ['council tax'], versions })
  })

  test('what is not understood is refused in a sentence that says where, and nothing is kept', async () => {
    const document = documentOf(inForce)
    const [step] = document.steps
    const wrong = async (name: string, text: string) =>
      evenhand('import-policy', await aFile(name, text), ...council)
    const fact = await wrong(
      'fact.json',
      JSON.stringify({
        ...document,
        steps: [{ ...step, name: 'By their stars', when: [{ fact: 'star sign', is: 'Leo' }] }],
      }),
    )
    assert.equal(fact.code, 1)
    assert.match(fact.said, /Step “By their stars”: “star sign” is no fact/)
    const action = await wrong(
      'action.json',
      JSON.stringify({ ...document, steps: [{ ...step, then: 'send round the boys' }] }),
    )
    assert.match(action.said, /“send round the boys” is no action; they are reminder/)
    const half = await wrong('half.json', inForce.slice(0, 200))
    assert.match(half.said, /This is no JSON: .* Nothing was kept/s)
    const unknown = await wrong(
      'unknown.json',
      JSON.stringify({ ...document, debtType: 'parking penalty' }),
    )
    assert.equal(unknown.code, 1)
    assert.match(unknown.said, /parking penalty/)
    assert.deepEqual(await kept(), { drafts: ['council tax'], versions })
  })

  test('a file or a council that is not there, and a debt without a policy, are said', async () => {
    const absent = await evenhand('simulate', join(installation.folder, 'no.json'), ...council)
    assert.equal(absent.code, 2)
    assert.match(absent.complained, /There is no file .*no\.json/)
    const path = await aFile('again.json', inForce)
    const nobody = await evenhand('import-policy', path, '--council', 'nowhere')
    assert.equal(nobody.code, 2)
    assert.match(nobody.complained, /There is no council “nowhere”/)
    const none = await evenhand('export-policy', 'parking penalty', ...council)
    assert.equal(none.code, 1)
    assert.match(none.said, /has no policy in force for “parking penalty”\. It has them for/)
    assert.deepEqual(await kept(), { drafts: ['council tax'], versions })
  })
})

/** A policy of whatever steps, as a file has it. */
const documentOf = (text: string) =>
  policySchema.and(z.object({ debtType: z.string() })).parse(JSON.parse(text))

const movesOf = (text: string) =>
  z
    .object({
      moves: z.array(z.object({ accounts: z.number(), to: z.object({ rule: z.string() }) })),
    })
    .parse(JSON.parse(text)).moves
