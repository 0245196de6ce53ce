import { webhookRoutes } from './webhook-routes.ts'

export const cardRoutes = [...webhookRoutes]
