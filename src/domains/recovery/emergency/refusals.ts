import type { Refusal } from '#values/outcome.ts'

export const noSuchWard: Refusal = {
  code: 'emergency/no-such-ward',
  says: 'A ward that you chose is not one of the council’s any more: a newer file of wards has come meanwhile. Nothing was stopped; choose again.',
}

export const nobodyInWard = (name: string): Refusal => ({
  code: 'emergency/nobody-in-ward',
  says: `No property and no address that this council knows is in ${name} ward, by the file of wards in force. Nothing was stopped: leave it out, or name its postcodes.`,
})

export const nobodyIn = (area: string): Refusal => ({
  code: 'emergency/nobody-in',
  says: `No property and no address that this council knows is in ${area}. Nothing was stopped: look at how it is written. A sector has a space, as in TN4 8.`,
})
