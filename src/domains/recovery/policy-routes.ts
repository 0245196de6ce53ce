import { draftRoutes } from './drafting/routes.ts'
import { exampleRoutes } from './drafting/example-routes.ts'
import { ruleRoutes } from './drafting/rule-routes.ts'
import { versionRoutes } from './drafting/version-routes.ts'
import { returnRoutes } from './returns/routes.ts'
import { simulationRoutes } from './simulation/routes.ts'
import { trialRoutes } from './trials/routes.ts'

/** Everything about policies: what is in force and was, what is being written, what it would change, and what is tried. */
export const policyRoutes = [
  ...versionRoutes,
  ...draftRoutes,
  ...ruleRoutes,
  ...exampleRoutes,
  ...simulationRoutes,
  ...returnRoutes,
  ...trialRoutes,
]
