import { foundInWords } from './condition.ts'
import { definitionOf } from './condition-schema.ts'
import { type Example, sheetOf, unremarkable } from './example.ts'
import { factList } from './facts.ts'

/** What is said of an example's account in English: every fact that is not as it is of an unremarkable account. */
export function factsInWords(example: Pick<Example, 'facts'>): readonly string[] {
  const sheet = sheetOf(example)
  const said = factList
    .filter(([fact]) => sheet[fact] !== unremarkable[fact])
    .map(([fact]) => {
      const definition = definitionOf(fact)
      if (definition.kind === 'flag')
        return sheet[fact] === true ? definition.says : definition.saysNot
      const found = foundInWords(fact, sheet) ?? ''
      return definition.kind === 'days'
        ? `${found} since ${definition.says}`
        : `${definition.says} is ${found}`
    })
  return said.length === 0 ? ['nothing is remarkable'] : said
}
