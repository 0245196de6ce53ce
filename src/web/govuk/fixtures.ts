import { createRequire } from 'node:module'
import type { Html } from '../html.ts'

// Reading the fixtures that govuk-frontend publishes, for fixtures.test.ts.

type Options = Readonly<Record<string, never>>
export type Fixture = { readonly name: string; readonly html: string; readonly options: Options }
export type Held = {
  /** The options we offer, as paths. `=` limits one to a value. */
  readonly offers: readonly string[]
  readonly exempt: number
  /** Options that ours always have. */
  readonly needs?: readonly string[]
  /** Differences from the published markup that we chose. */
  readonly chose?: (markup: string) => string
  readonly ours: (options: ReturnType<typeof JSON.parse>) => Html | false
}

/** Every option a fixture uses, as paths: `items[].text`. */
const pathsOf = (value: unknown, path = ''): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(each => pathsOf(each, `${path}[]`))
  if (typeof value !== 'object' || value === null) return [path, `${path}=${value}`]
  return Object.entries(value).flatMap(([key, inner]) =>
    pathsOf(inner, path === '' ? key : `${path}.${key}`),
  )
}
/** Whether a fixture uses only what we offer (`path`, or `path=value`) and all that we need. */
export const isOffered = (
  { options }: Fixture,
  {
    offers,
    needs = [],
  }: { readonly offers: readonly string[]; readonly needs?: readonly string[] },
) => {
  const paths = pathsOf(options)
  if (!needs.every(option => paths.includes(option))) return false
  return paths
    .filter(path => !path.includes('='))
    .every(
      path =>
        offers.includes(path) ||
        paths.filter(value => value.startsWith(`${path}=`)).every(value => offers.includes(value)),
    )
}

/** The same markup, written one way: attributes in order, no names, no eh- classes, no white space that means nothing. */
export const squash = (markup: string) =>
  markup
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/<(\w+)([^>]*)>/g, (_, element: string, attributes: string) => {
      const found = [...attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)]
        .map(
          ([, name = '', value]) => [name, value?.replace(/\s*\beh-[\w-]+/g, '').trim()] as const,
        )
        .filter(([name]) => name !== 'name')
        .map(([name, value]) => (value === undefined ? name : `${name}="${value}"`))
      return `<${[element, ...found.sort()].join(' ')}>`
    })
    .replace(/\s+/g, ' ')
    .replace(/\s*([<>])\s*/g, '$1')
    .trim()

export const fixturesOf = (component: string): readonly Fixture[] =>
  createRequire(import.meta.url)(`govuk-frontend/dist/govuk/components/${component}/fixtures.json`)
    .fixtures
