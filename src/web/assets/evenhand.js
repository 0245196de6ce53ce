// What our pages do beyond plain HTML. Everything works without it.
import { listenForKeys } from './keys.js'
import { keepDrafts } from './drafts.js'

const script = document.querySelector('script[data-govuk]')
document.body.classList.add('js-enabled', 'govuk-frontend-supported')
const govuk = import(script.dataset.govuk).then(({ initAll }) => initAll())

keepDrafts(document)
listenForKeys(document)
warnBeforeTheEnd(document.getElementById('eh-time-out'))
for (const element of document.querySelectorAll('[data-poll]')) poll(element)
for (const place of document.querySelectorAll('[data-narrow]')) offerToNarrow(place)
for (const region of document.querySelectorAll('.eh-scroll')) stopOnlyWhereItScrolls(region)
for (const group of document.querySelectorAll('.eh-navigation__group')) closeWhenLeft(group)
await govuk

/** A table that fits is no stop on the way of the Tab key. Without the script every table is one, which also works. */
function stopOnlyWhereItScrolls(region) {
  new ResizeObserver(() => {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0
    else region.removeAttribute('tabindex')
  }).observe(region)
}

/** A group of the navigation closes with Escape, and when the focus or a click goes elsewhere. */
function closeWhenLeft(group) {
  group.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !group.contains(relatedTarget)) group.open = false
  })
  group.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !group.open) return
    group.open = false
    group.querySelector('summary').focus()
  })
  document.addEventListener('click', ({ target }) => {
    if (!group.contains(target)) group.open = false
  })
}

/** Two minutes before a session ends, offers to stay. Other windows of ours count as use. */
function warnBeforeTheEnd(dialog) {
  if (!dialog) return
  const minutes = Number(dialog.dataset.idleMinutes)
  const channel = new BroadcastChannel('evenhand-use')
  const title = dialog.querySelector('h2')
  const asked = title.textContent
  let timers = []
  const restart = () => {
    for (const timer of timers) clearTimeout(timer)
    dialog.close()
    title.textContent = asked
    timers = [
      setTimeout(() => dialog.showModal(), (minutes - 2) * 60_000),
      setTimeout(() => (title.textContent = 'You have been signed out'), minutes * 60_000),
    ]
  }
  channel.addEventListener('message', restart)
  const used = () => {
    channel.postMessage('used')
    restart()
  }
  used()

  const form = dialog.querySelector('form')
  form.addEventListener('submit', async event => {
    event.preventDefault()
    const sent = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      redirect: 'manual',
    }).catch(() => undefined)
    if (sent?.type === 'opaqueredirect') used()
    else form.submit() // Signed out already, or no connection: the page itself says so.
  })
}

/** Asks again every two seconds for a part of the page, and puts in what comes, until it no longer asks. */
function poll(element) {
  const wait = element.dataset.pollSeconds ? Number(element.dataset.pollSeconds) * 1000 : 2000
  setTimeout(async () => {
    if (document.hidden) return poll(element)
    const answer = await fetch(element.dataset.poll, {
      headers: { 'evenhand-poll': '1' },
      redirect: 'error',
    }).catch(() => undefined)
    if (!answer?.ok) return answer && answer.status < 500 ? undefined : poll(element)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    // Either the part alone, or a whole page that has the part in it.
    const part = element.id ? page.getElementById(element.id) : page.body.firstElementChild
    if (!part) return location.reload()
    if (!part.isEqualNode(element)) bringUpToDate(element, part)
    if (element.dataset.poll) poll(element)
  }, wait)
}

/** Puts in what came. The element itself stays, so that a screen reader says what is new, and so does the focus. */
function bringUpToDate(element, part) {
  const held =
    element.contains(document.activeElement) && document.activeElement.getAttribute('href')
  element.replaceChildren(...part.childNodes)
  for (const name of element.getAttributeNames()) element.removeAttribute(name)
  for (const { name, value } of part.attributes) element.setAttribute(name, value)
  if (held) element.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus()
}

/** A box that leaves only the items of a list that have what is typed. What is typed stays on this page. */
function offerToNarrow(place) {
  const listed = document.getElementById(place.dataset.narrow)
  const label = document.createElement('label')
  const box = document.createElement('input')
  label.className = 'govuk-body-s'
  label.textContent = 'With the words '
  box.className = 'govuk-input govuk-input--width-20 eh-input-small'
  box.addEventListener('input', () => {
    const words = box.value.toLowerCase().split(/\s+/)
    for (const item of listed.querySelectorAll('li'))
      item.hidden = !words.every(word => item.textContent.toLowerCase().includes(word))
  })
  label.append(box)
  place.append(label)
}
