import { agreementRoutes } from './agreements/routes.ts'
import { listRoutes } from './list-routes.ts'
import { payerRoutes } from './payer-routes.ts'
import { refundRoutes } from './refund-routes.ts'
import { requestRoutes } from './request-routes.ts'
import { settlementRoutes } from './settlements/routes.ts'
import { stubRoutes } from './stub/routes.ts'
import { takeRoutes } from './take-routes.ts'
import { webhookRoutes } from './webhook-routes.ts'

export const cardRoutes = [
  ...listRoutes,
  ...agreementRoutes,
  ...settlementRoutes,
  ...takeRoutes,
  ...requestRoutes,
  ...refundRoutes,
  ...payerRoutes,
  ...stubRoutes,
  ...webhookRoutes,
]
