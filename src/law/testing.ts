import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The worked cases and parameters that the law room was checked against, where they are beside the project. */
const beside = join(import.meta.dirname, '../../../shared/law')

export type Case = {
  readonly id: string
  readonly input: Readonly<Record<string, unknown>>
  readonly expected: Readonly<Record<string, unknown>>
}

/** The worked cases of a family; undefined where `../shared` is absent, and the test that wants them says so. */
export function workedCases(family: string): readonly Case[] | undefined {
  const file = join(beside, 'cases', `${family}.json`)
  if (!existsSync(file)) return undefined
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: readonly Case[] }
  return cases
}

export type Stated = {
  readonly id: string
  readonly status: string
  readonly confidence: string
  readonly from: readonly string[]
  /** Of each reference: 'stored-text', 'stored-secondary' or 'background'. */
  readonly checked: readonly string[]
}

/** The parameters that the law room was made from; undefined where `../shared` is absent. */
export function statedParameters(): readonly Stated[] | undefined {
  const folder = join(beside, 'parameters')
  if (!existsSync(folder)) return undefined
  return readdirSync(folder).flatMap(file => {
    const { parameters } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      parameters: readonly (Omit<Stated, 'from' | 'checked'> & {
        values: readonly { from: string }[]
        reference: readonly { checked: string }[]
      })[]
    }
    return parameters.map(({ id, status, confidence, values, reference }) => ({
      id,
      status,
      confidence,
      from: values.map(({ from }) => from),
      checked: reference.map(({ checked }) => checked),
    }))
  })
}
