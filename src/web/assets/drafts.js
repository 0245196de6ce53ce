// What is typed into a long form outlives a time-out or a closed window: kept on this device, for this officer,
// until it is sent. The server's answer decides: only a page that says what was done means that it arrived.

const everybody = 'evenhand-draft:'
const prefix = `${everybody}${document.body.dataset.staff ?? 'nobody'}:`
const sent = 'evenhand-draft-sent'
const longest = 24 * 60 * 60 * 1000

/** Keeps every form with `data-draft`, which names what it is about: no two forms share a name. */
export function keepDrafts(page) {
  forgetOld()
  const forms = [...page.querySelectorAll('form[data-draft]')]
  const justSent = sessionStorage.getItem(sent)
  sessionStorage.removeItem(sent)
  const isDone = page.querySelector('.eh-notice') !== null
  if (justSent && isDone) localStorage.removeItem(prefix + justSent)
  for (const form of forms) keep(form)
}

function keep(form) {
  const key = prefix + form.dataset.draft
  const draft = read(key)
  const isNew = !document.querySelector('.govuk-error-summary')
  if (draft && isNew && restore(form, draft.fields)) announce(form, key)
  form.addEventListener('input', () =>
    localStorage.setItem(
      key,
      JSON.stringify({ at: performance.timeOrigin + performance.now(), fields: fieldsOf(form) }),
    ),
  )
  form.addEventListener('submit', () => sessionStorage.setItem(sent, form.dataset.draft))
}

/** What a person typed or chose: never a hidden field, a password or a file. */
const kept = form =>
  [...form.elements].filter(
    ({ name, type }) => name && !['hidden', 'password', 'file', 'submit', 'button'].includes(type),
  )

const fieldsOf = form =>
  kept(form).map(({ name, type, value, checked }) => [
    name,
    value,
    type === 'radio' || type === 'checkbox' ? checked : null,
  ])

function restore(form, fields) {
  let isChanged = false
  for (const element of kept(form)) {
    const isChoice = element.type === 'radio' || element.type === 'checkbox'
    const found = fields.find(
      ([name, value]) => name === element.name && (!isChoice || value === element.value),
    )
    if (!found) continue
    isChanged ||= isChoice ? element.checked !== found[2] : element.value !== found[1]
    if (isChoice) element.checked = found[2]
    else element.value = found[1]
  }
  return isChanged
}

function announce(form, key) {
  const says = document.createElement('p')
  says.className = 'eh-draft'
  says.setAttribute('role', 'status')
  says.textContent = 'What you typed before is back; it was not sent. '
  const forget = document.createElement('button')
  forget.type = 'button'
  forget.className = 'eh-link-button'
  forget.textContent = 'Start again'
  forget.addEventListener('click', () => {
    localStorage.removeItem(key)
    location.reload()
  })
  says.append(forget)
  form.prepend(says)
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** Personal notes do not lie about: a draft nobody came back to is gone the next day. */
function forgetOld() {
  const now = performance.timeOrigin + performance.now()
  for (const key of Object.keys(localStorage).filter(key => key.startsWith(everybody))) {
    const draft = read(key)
    if (!draft || !(now - draft.at < longest)) localStorage.removeItem(key)
  }
}
