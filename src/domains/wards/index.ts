export { bringWards, type Brought, type ToBring } from './bring.ts'
export { type Ward, wardsInForce, wardsOf } from './queries.ts'
export { wardsRoutes } from './routes.ts'
