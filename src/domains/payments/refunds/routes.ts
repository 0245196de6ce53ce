import { creditRoutes } from './credit-routes.ts'
import { listRoutes } from './list-routes.ts'
import { refundRoutes } from './refund-routes.ts'
import { setOffRoutes } from './set-off-routes.ts'

export const creditAndRefundRoutes = [
  ...creditRoutes,
  ...setOffRoutes,
  ...listRoutes,
  ...refundRoutes,
]
