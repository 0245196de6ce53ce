import { readFile } from 'node:fs/promises'
import {
  beginDraft,
  policiesOn,
  type PolicyFile,
  readPolicy,
  simulate,
  simulationAsJson,
  simulationInText,
} from '#recovery'
import { systemClock, todayIn } from '#platform/clock.ts'
import { asCouncil } from '#platform/db.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import {
  type Answer,
  type Asked,
  type Command,
  neededOption,
  option,
  word,
  WrongUsage,
} from './command.ts'
import { withCouncil } from './installation.ts'

const text = { type: 'string' } as const

const no = (refusal: { readonly code: string; readonly says: string }): Answer => ({
  data: { refused: refusal },
  words: refusal.says,
  refused: true,
})

type Written = PolicyFile & { readonly debtType: string }

/** A policy from the file that a command names; its type of debt is said in the file or with `--debt-type`. */
async function policyIn(asked: Asked): Promise<Outcome<Written>> {
  const path = word(asked, 0, 'the file with the policy')
  const written = await readFile(path, 'utf8').catch((problem: NodeJS.ErrnoException) => {
    throw new WrongUsage(
      problem.code === 'ENOENT'
        ? `There is no file ${path}.`
        : `${path} cannot be read (${problem.code}).`,
    )
  })
  const read = readPolicy(written)
  if (!read.ok) return read
  const debtType = read.value.debtType ?? option(asked, 'debt-type')
  return debtType === undefined
    ? refused({
        code: 'no-debt-type',
        says: 'The file does not say which type of debt the policy is for. Put “debtType” beside its name, or say --debt-type.',
      })
    : done({ ...read.value, debtType })
}

/** What whoever runs Evenhand does with policies as files. */
export const policyCommands: readonly Command[] = [
  {
    name: 'simulate',
    usage: 'simulate <policy-file> --council C [--debt-type T]',
    does: 'Says what a policy would change on the book: who moves from which rule to which, how many, how much. Nothing is changed.',
    options: { council: text, 'debt-type': text },
    run: async asked => {
      const council = neededOption(asked, 'council', 'whose book')
      const read = await policyIn(asked)
      if (!read.ok) return no(read.refusal)
      const tried = [read.value]
      return withCouncil(council, async (database, { id: councilId }) => {
        const simulation = await asCouncil(database, councilId, db =>
          simulate(db, {
            councilId,
            tried,
            asAt: todayIn(systemClock),
            at: systemClock.now(),
          }),
        )
        if (simulation.tried.length === 0)
          return no({
            code: 'no-law-for-this',
            says: `This council has no type of debt “${read.value.debtType}” for which a policy can be written. Nothing was simulated.`,
          })
        return {
          data: JSON.parse(simulationAsJson(simulation)),
          words: simulationInText(simulation),
        }
      })
    },
  },
  {
    name: 'import-policy',
    usage: 'import-policy <policy-file> --council C [--debt-type T]',
    does: 'Makes a draft of a policy, for officers to check, simulate and approve. Nothing comes into force by it.',
    options: { council: text, 'debt-type': text },
    run: async asked => {
      const council = neededOption(asked, 'council', 'whose policy')
      const read = await policyIn(asked)
      if (!read.ok) return no(read.refusal)
      const { debtType, policy } = read.value
      return withCouncil(council, async (database, { id: councilId }) => {
        const begun = await asCouncil(database, councilId, db =>
          beginDraft(db, {
            councilId,
            debtType,
            policy,
            what: 'Began from a file',
            by: 'system:command line',
          }),
        )
        if (!begun.ok) return no(begun.refusal)
        return {
          data: { draft: begun.value, debtType },
          words: `“${policy.name}” is a draft for ${debtType} now: officers find it under Policy. Nothing is in force by it.`,
        }
      })
    },
  },
  {
    name: 'export-policy',
    usage: 'export-policy <debt type> --council C',
    does: 'Prints the policy in force for a type of debt, as a file that simulate and import-policy read.',
    options: { council: text },
    run: async asked =>
      withCouncil(neededOption(asked, 'council', 'whose policy'), async (database, council) => {
        const debtType = word(asked, 0, 'which type of debt')
        const policies = await asCouncil(database, council.id, db =>
          policiesOn(db, council.id, todayIn(systemClock)),
        )
        const found = policies.find(policy => policy.debtType === debtType)
        if (!found)
          return no({
            code: 'no-policy',
            says: `${council.name} has no policy in force for “${debtType}”. It has them for ${policies.map(policy => policy.debtType).join(', ') || 'nothing'}.`,
          })
        const document = { debtType, ...found.policy }
        return { data: document, words: JSON.stringify(document, undefined, 2) }
      }),
  },
]
