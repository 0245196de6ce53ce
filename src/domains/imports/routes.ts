import type { AnyRoute } from '#web/route.ts'

export const importsRoutes: readonly AnyRoute[] = []
