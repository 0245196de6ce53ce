import { shapeOf } from './form.ts'
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
    if (route.method === 'GET' && (route.form ?? route.upload))
      throw new Error(`${name} takes a form. A GET changes nothing and takes a query.`)
    if (route.form) shapeOf(route.form)
  }
}
