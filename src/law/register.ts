import * as attachmentTables from './council-tax/attachment-tables.ts'
import * as councilTaxProcess from './council-tax/process.ts'
import * as breathingSpace from './debt-relief/breathing-space.ts'
import { type Announced, isToConfirm, type Parameter } from './parameter.ts'

/** A heading of the law page, and the module whose parameters stand under it. */
const topics = {
  'Council tax: recovery': councilTaxProcess,
  'Council tax: attachment of earnings': attachmentTables,
  'Breathing space': breathingSpace,
} as const satisfies Record<string, Readonly<Record<string, unknown>>>

export type Topic = {
  readonly title: string
  readonly parameters: readonly (Parameter | Announced)[]
}

/** Every parameter there is, by topic: what a topic's module exports is here, so none can be forgotten. */
export const register: readonly Topic[] = Object.entries(topics).map(([title, module]) => ({
  title,
  parameters: Object.values(module)
    .filter(isParameter)
    .toSorted((a, b) => a.title.localeCompare(b.title, 'en-GB')),
}))

/** What a lawyer has still to look at. */
export const toConfirm: readonly (Parameter | Announced)[] = register.flatMap(({ parameters }) =>
  parameters.filter(isToConfirm),
)

function isParameter(exported: unknown): exported is Parameter | Announced {
  return (
    typeof exported === 'object' &&
    exported !== null &&
    'status' in exported &&
    (exported.status === 'law' || exported.status === 'announced')
  )
}
