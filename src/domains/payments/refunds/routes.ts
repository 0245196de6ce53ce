import { creditRoutes } from './credit-routes.ts'
import { refundRoutes } from './refund-routes.ts'

export const creditAndRefundRoutes = [...creditRoutes, ...refundRoutes]
