import { z } from 'zod'
import { permissions } from './permissions.ts'
import type { AnyRoute } from './route.ts'

/**
 * Refuses to start with a route that says nothing of who may use it, that two rooms both claim, or whose form
 * would let in what it does not ask for.
 */
export function checkRoutes(routes: readonly AnyRoute[]): void {
  const known: readonly unknown[] = [...permissions, 'public', 'signed in']
  const seen = new Set<string>()
  for (const route of routes) {
    const name = `${route.method} ${route.path}`
    if (!known.includes(route.permission))
      throw new Error(`${name} does not say who may use it. Give it a permission.`)
    if (seen.has(name)) throw new Error(`${name} is there twice.`)
    seen.add(name)
    if (route.raw && (route.permission !== 'public' || route.method !== 'POST'))
      throw new Error(`${name} takes a machine’s message: it is public, and its handler asks who.`)
    if (route.method === 'GET' && Object.keys(fieldsOf(route.form)).length > 0)
      throw new Error(`${name} takes a form. A GET changes nothing and takes a query.`)
  }
}

/** The fields of a form, whether or not it is refined or transformed afterwards. A route without a form has none. */
export function fieldsOf(form: z.ZodType): Readonly<Record<string, unknown>> {
  if (form instanceof z.ZodObject) return form.shape
  if (form instanceof z.ZodUnknown) return {}
  if (form instanceof z.ZodPipe && form.def.in instanceof z.ZodType) return fieldsOf(form.def.in)
  throw new Error('A form is a z.object(…), so that what it does not have can be refused')
}
