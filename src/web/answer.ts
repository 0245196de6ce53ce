import type { Outcome } from '#values/outcome.ts'
import type { Errors, Submitted, Typed } from './form.ts'
import type { Html } from './html.ts'
import { pageRefused, pageWithErrors, redirect, type Reply } from './route.ts'

/**
 * Answers a form on a thing's own page: what is wrong with it beside its field, a refusal above the page, both with everything
 * that was typed; and once it is done, `to`. `model` is what the page shows, as it stood before.
 */
export async function answerForm<Model, Value>(
  form: Submitted<Value>,
  {
    model,
    page,
    work,
    to,
  }: {
    readonly model: Model
    readonly page: (
      model: Model & {
        readonly typed: Typed
        readonly errors?: Errors
        readonly refusal?: string
      },
    ) => Html
    readonly work: (value: Value) => Promise<Outcome<unknown>>
    readonly to: string
  },
): Promise<Reply> {
  const { typed } = form
  if (!form.ok) return pageWithErrors(page({ ...model, typed, errors: form.errors }))
  const outcome = await work(form.value)
  return outcome.ok
    ? redirect(to)
    : pageRefused(page({ ...model, typed, refusal: outcome.refusal.says }))
}
