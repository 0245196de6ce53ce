import { z } from 'zod'
import { someText } from '#web/form.ts'
import { placeOf, ruleAt, withoutExample, withoutRule, withRuleMoved } from './change-policy.ts'
import type { Draft } from './draft.ts'

/** What a button of the draft's page says when it is pressed, of the version that the page was of. */
export const changeForm = z.strictObject({
  version: z.coerce.number().int(),
  do: z.string().max(50),
  name: someText({ longest: 100, missing: 'Give the policy a name' }).optional(),
})

/** What a press of a button on the draft's page makes of the policy, and how that is said in its history. */
export function changed(
  { policy }: Draft,
  { do: pressed, name }: z.infer<typeof changeForm>,
): { readonly policy: Draft['policy']; readonly what: string } | undefined {
  if (pressed === 'name' && name !== undefined)
    return { policy: { ...policy, name }, what: `Gave it the name “${name}”` }
  const [, does, where = ''] = /^(up|down|remove):(.+)$/.exec(pressed) ?? []
  const [, example] = /^example-(\d{1,3})$/.exec(where) ?? []
  if (does === 'remove' && example !== undefined) {
    const what = `Took out the example “${policy.examples?.[Number(example)]?.name ?? ''}”`
    return { policy: withoutExample(policy, Number(example)), what }
  }
  const place = placeOf(where)
  const rule = place && ruleAt(policy, place)
  if (!place || !rule) return undefined
  if (does === 'remove')
    return { policy: withoutRule(policy, place), what: `Took out “${rule.name}”` }
  const by = does === 'up' ? -1 : 1
  return { policy: withRuleMoved(policy, place, by), what: `Moved “${rule.name}” ${does}` }
}
