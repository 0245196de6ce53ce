import { z } from 'zod'

/** As much of an OpenAPI document as says what a body looks like. */
const schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  maximum: z.number().optional(),
  minimum: z.number().optional(),
  maxLength: z.number().optional(),
  nullable: z.boolean().optional(),
})
export const openApi = z.object({
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})
export type OpenApi = z.infer<typeof openApi>

/** What is wrong with a body by the schema called `name`; empty is right. What the schema does not name is wrong too. */
export const wrongWith = (document: OpenApi, name: string, body: unknown): readonly string[] =>
  wrong(document, { $ref: `#/components/schemas/${name}` }, body, name)

function wrong(
  document: OpenApi,
  described: unknown,
  value: unknown,
  at: string,
): readonly string[] {
  const found = schema.parse(described)
  if (found.$ref !== undefined) {
    const name = found.$ref.split('/').at(-1) ?? ''
    return wrong(document, document.components.schemas[name], value, at)
  }
  if (value === null) return found.nullable ? [] : [`${at} is null`]
  if (found.enum && !found.enum.includes(value)) return [`${at} is ${JSON.stringify(value)}`]
  switch (found.type) {
    case 'object': {
      if (typeof value !== 'object') return [`${at} is no object`]
      const properties = found.properties ?? {}
      const given = Object.entries(value).filter(([, inside]) => inside !== undefined)
      const names = given.map(([name]) => name)
      return [
        ...(found.required ?? [])
          .filter(needed => !names.includes(needed))
          .map(needed => `${at} has no ${needed}`),
        ...given.flatMap(([name, inside]) =>
          name in properties
            ? wrong(document, properties[name], inside, `${at}.${name}`)
            : found.properties
              ? [`${at} has ${name}, which is not described`]
              : [],
        ),
      ]
    }
    case 'array':
      if (!Array.isArray(value)) return [`${at} is no list`]
      return value.flatMap((inside, n) => wrong(document, found.items, inside, `${at}[${n}]`))
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) return [`${at} is no whole number`]
      return value > (found.maximum ?? Infinity) || value < (found.minimum ?? -Infinity)
        ? [`${at} is ${value}`]
        : []
    case 'string':
      return typeof value !== 'string' || value.length > (found.maxLength ?? Infinity)
        ? [`${at} is no text as described`]
        : []
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at} is neither true nor false`]
    default:
      return []
  }
}
