// Keys for officers who work by keyboard. Never while typing, and they can be switched off (WCAG 2.2, 2.1.4).

const setting = 'evenhand-keys'
const isTyping = element =>
  element.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName)

/**
 * `/` searches, and so does Ctrl+K while typing too; `?` lists the keys, `g` and a letter goes to a place (`data-go`), Ctrl+Enter sends the form being
 * filled in, and any other letter follows the first element on the page with that `data-key`.
 */
export function listenForKeys(page) {
  const list = page.getElementById('eh-keys')
  const toggle = page.getElementById('eh-keys-switch')
  const hint = page.getElementById('eh-keys-hint')
  if (!list || !toggle) return
  const isOff = () => localStorage.getItem(setting) === 'off'
  const label = () => (toggle.textContent = isOff() ? 'Switch the keys on' : 'Switch the keys off')
  label()
  toggle.addEventListener('click', () => {
    localStorage.setItem(setting, isOff() ? 'on' : 'off')
    label()
  })
  if (hint) hint.hidden = false
  page.getElementById('eh-keys-open')?.addEventListener('click', () => list.showModal())

  let isGoing = false
  page.addEventListener('keydown', event => {
    if (event.key === 'Enter' && event.ctrlKey && event.target.form?.method === 'post') {
      event.preventDefault()
      return event.target.form.requestSubmit()
    }
    if (event.key.toLowerCase() === 'k' && event.ctrlKey && !isOff()) return search(page, event)
    const isOurs = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat
    if (!isOurs || isOff() || isTyping(event.target) || page.querySelector('dialog[open]')) return
    const wasGoing = isGoing
    isGoing = false
    if (wasGoing) return follow(event, byData(page, 'go', event.key))
    if (event.key === 'g') {
      isGoing = true
      setTimeout(() => (isGoing = false), 1500)
    } else if (event.key === '?') {
      event.preventDefault()
      list.showModal()
    } else if (event.key === '/') search(page, event)
    else follow(event, byData(page, 'key', event.key))
  })
}

const byData = (page, name, key) =>
  [...page.querySelectorAll(`[data-${name}]`)].find(element => element.dataset[name] === key)

/** Into the search box, or to the page that has it. */
function search(page, event) {
  const box = page.querySelector('form[role="search"] input:not([type="hidden"])')
  if (!box) return follow(event, page.querySelector('[data-go][href="/search"]'))
  event.preventDefault()
  box.focus()
  box.select()
}

function follow(event, element) {
  if (!element) return
  event.preventDefault()
  element.focus()
  element.click()
}
