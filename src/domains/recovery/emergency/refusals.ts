import type { Refusal } from '#values/outcome.ts'

export const nobodyIn = (area: string): Refusal => ({
  code: 'emergency/nobody-in',
  says: `No property and no address that this council knows is in ${area}. Nothing was stopped: look at how it is written. A sector has a space, as in TN4 8.`,
})
