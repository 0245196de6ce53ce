/**
 * The law does not say, we do not know, or the question is not one that can be answered. The sentence is for whoever
 * asked. It is thrown, so that a rule stays a plain function, and `ask` (calculation.ts) turns it into an answer; any
 * other error is a fault.
 */
export class NotAnswered extends Error {
  override readonly name = 'NotAnswered'
}

export const refuse = (sentence: string): never => {
  throw new NotAnswered(sentence)
}
