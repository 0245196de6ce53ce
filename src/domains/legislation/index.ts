/** Legislation: the law as officers read it, calculators, and who has read a change. */
export { changesToRead } from './acknowledgements.ts'
export { legislationRoutes } from './routes.ts'
