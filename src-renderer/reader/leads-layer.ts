// Owns what leads to another place of the paper: its own links and the words that name something; found by pointer and by key.
import type { Rect } from '#domain/annotation.ts'
import { destinationPlace } from './destination.ts'
import type { Lead, PaperIndex, Target } from './paper-index.ts'
import type { PdfView } from './pdf-view.ts'

/** What is shown of where the words under the pointer or the focus lead. */
export interface LeadCard {
  targets: readonly Target[]
  /** Where those words are in the window. */
  at: { left: number; top: number; right: number; bottom: number }
  /** Asked for by key: it stays until the focus goes. */
  byKey: boolean
  view: PdfView
}

interface LeadsOptions {
  view: PdfView
  /** Null until the words were read: only the file's own links lead somewhere. */
  index: PaperIndex | null
  show(card: LeadCard | null): void
}

export interface LeadsLayer {
  stop(): void
}

/** Points around words that still count as on them. */
const REACH = 1.5
const SHOW_AFTER_MS = 220
const HIDE_AFTER_MS = 260
/** A pointer that moved further was selecting. */
const STILL_A_CLICK = 4
const MOST_LINKS = 2_000
const PART_HEIGHT = 170
const CARD = '[data-lead-card]'
export const LEAD = 'a[href^="#"], [data-lead]'

export function watchLeads({ view, index, show }: LeadsOptions): LeadsLayer {
  const { container } = view
  const abort = new AbortController()
  const { signal } = abort
  const drawn = new Map<number, readonly Lead[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  let over: unknown = null
  let pressed: { x: number; y: number } | null = null
  // the citation that has the focus by key: it goes when its page is drawn again, and what has it meanwhile was not chosen
  let held: { page: number; button: HTMLElement } | null = null

  const draw = async (page: number): Promise<void> => {
    const leads = index?.leads(page) ?? []
    const links = leads.length === 0 ? [] : await linkRects(view, page)
    const pageView = view.pageView(page)
    if (signal.aborted || !pageView) return
    const own = leads.filter(({ rects }) => !links.some((link) => rects.some((rect) => overlap(link, rect))))
    drawn.set(page, own)
    pageView.div.querySelector(':scope > [data-leads]')?.remove()
    if (own.length === 0) return
    const layer = document.createElement('div')
    layer.dataset['leads'] = ''
    own.forEach((lead, at) => {
      const [rect] = lead.rects
      if (!rect) return
      const button = document.createElement('button')
      button.type = 'button'
      button.dataset['lead'] = String(at)
      button.ariaLabel = `${lead.text}: ${lead.targets.map(({ title }) => title).join(', ')}`
      const { left, top, width, height } = pageBox(view, page, rect)
      Object.assign(button.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` })
      layer.append(button)
    })
    pageView.div.append(layer)
    if (held?.page !== page || held.button.isConnected) return
    const { ariaLabel } = held.button
    const again = [...layer.children].find((button) => button.ariaLabel === ariaLabel)
    if (again instanceof HTMLElement) again.focus({ preventScroll: true })
  }

  const leadOf = (element: Element): Lead | undefined => {
    const page = Number(element.closest<HTMLElement>('.page')?.dataset['pageNumber']) - 1
    return drawn.get(page)?.[Number((element as HTMLElement).dataset['lead'])]
  }
  const leadUnder = (event: MouseEvent): Lead | null => {
    const point = view.pointAt(event.clientX, event.clientY)
    if (!point) return null
    const leads = drawn.get(point.page)
    return leads?.find(({ rects }) => rects.some((rect) => isIn(rect, point.x, point.y))) ?? null
  }
  const later = (ms: number, act: () => void): void => {
    clearTimeout(timer)
    timer = setTimeout(act, ms)
  }
  const showLead = (lead: Lead, byKey: boolean): void => {
    const at = windowBox(view, lead.page, lead.rects[0] ?? [0, 0, 0, 0])
    show({ targets: lead.targets, at, byKey, view })
  }
  const showLink = async (link: Element, byKey: boolean): Promise<void> => {
    const target = await targetOfLink(view, link, index)
    const isStill = byKey ? document.activeElement === link : over === link
    if (target && isStill && !signal.aborted) show({ targets: [target], at: link.getBoundingClientRect(), byKey, view })
  }
  const come = (what: Lead | Element | null): void => {
    if (what === over) return
    over = what
    container.toggleAttribute('data-over-lead', what !== null && !(what instanceof Element))
    if (what === null) later(HIDE_AFTER_MS, () => show(null))
    else later(SHOW_AFTER_MS, () => (what instanceof Element ? void showLink(what, false) : showLead(what, false)))
  }

  const onMove = (event: PointerEvent): void => {
    if (event.pointerType === 'touch' || event.buttons !== 0 || frame !== 0) return
    frame = requestAnimationFrame(() => {
      frame = 0
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest(CARD)) return
      come(target?.closest('.annotationLayer a[href^="#"]') ?? leadUnder(event))
    })
  }
  const onClick = (event: MouseEvent): void => {
    const isStill = pressed !== null && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < STILL_A_CLICK
    const button = event.target instanceof Element ? event.target.closest('[data-lead]') : null
    const isBusy = 'tool' in container.dataset || document.getSelection()?.isCollapsed === false
    const lead = button ? leadOf(button) : isStill && !isBusy && event.button === 0 && !event.defaultPrevented ? leadUnder(event) : null
    const [target] = lead?.targets ?? []
    if (!target) return
    show(null)
    jumpTo(view, target)
  }
  const onFocus = (event: FocusEvent): void => {
    const element = event.target instanceof Element ? event.target.closest(LEAD) : null
    if (!element?.matches(':focus-visible')) return
    const lead = leadOf(element)
    clearTimeout(timer)
    if (lead && element instanceof HTMLElement) {
      held = { page: lead.page, button: element }
      showLead(lead, true)
    } else void showLink(element, true)
  }
  const onBlur = (event: FocusEvent): void => {
    const next = event.relatedTarget instanceof Element ? event.relatedTarget : null
    if (!next?.closest(CARD)) show(null)
  }
  container.addEventListener('pointermove', onMove, { signal, passive: true })
  container.addEventListener(
    'pointerleave',
    (event) => {
      if (!(event.relatedTarget instanceof Element && event.relatedTarget.closest(CARD))) come(null)
      else clearTimeout(timer)
    },
    { signal },
  )
  container.addEventListener('pointerdown', ({ clientX, clientY }) => (pressed = { x: clientX, y: clientY }), { signal, capture: true })
  container.addEventListener('click', onClick, { signal })
  const letGo = (event: KeyboardEvent | PointerEvent): void => {
    if (event instanceof PointerEvent || ['Tab', 'Escape', 'Enter'].includes(event.key)) held = null
  }
  document.addEventListener('keydown', letGo, { signal, capture: true })
  document.addEventListener('pointerdown', letGo, { signal, capture: true })
  container.addEventListener('focusin', onFocus, { signal })
  container.addEventListener('focusout', onBlur, { signal })
  container.addEventListener(
    'scroll',
    () => {
      over = null
      clearTimeout(timer)
      if (document.activeElement?.matches(LEAD) !== true) show(null)
    },
    { signal, passive: true },
  )
  const stopDrawing = view.onPageRendered((page) => void draw(page))
  // the words of the paper have come while a card without them was there
  const { activeElement: focused } = document
  if (focused && container.contains(focused) && focused.matches(`:focus-visible:is(${LEAD})`)) void showLink(focused, true)
  return {
    stop: () => {
      abort.abort()
      clearTimeout(timer)
      cancelAnimationFrame(frame)
      stopDrawing()
      show(null)
    },
  }
}

/** Goes there and remembers from where; the focus is on the pages again. */
export function jumpTo(view: PdfView, { page, rect }: Target): void {
  view.jump(() => view.goTo({ page, x: 0, y: rect[3] + 12 }))
  view.container.focus({ preventScroll: true })
}

async function targetOfLink({ pdf }: PdfView, link: Element, index: PaperIndex | null): Promise<Target | null> {
  const page = Number(link.closest<HTMLElement>('.page')?.dataset['pageNumber'])
  const id = link.closest<HTMLElement>('[data-annotation-id]')?.dataset['annotationId']
  if (!Number.isInteger(page) || id === undefined) return null
  const annotations = (await (await pdf.getPage(page)).getAnnotations()) as { id: string; dest?: string | unknown[] | null }[]
  const destination = annotations.find((each) => each.id === id)?.dest
  const place = destination == null ? null : await destinationPlace(pdf, destination)
  if (!place) return null
  const known = index?.at(place.page, place.x, place.y, place.name)
  if (known) return known
  const { view } = await pdf.getPage(place.page + 1)
  const [left = 0, bottom = 0, right = 0, top = 0] = view
  const y = Math.min(top, (place.y ?? top) + 8)
  return {
    kind: 'place',
    title: `Page ${place.page + 1}`,
    text: '',
    page: place.page,
    rect: [left, Math.max(bottom, y - PART_HEIGHT), right, y],
    arxivId: null,
  }
}

/** Where the file's own links are; they go before words that say the same. */
async function linkRects({ pdf }: PdfView, page: number): Promise<Rect[]> {
  const annotations = (await (await pdf.getPage(page + 1)).getAnnotations()) as { subtype: string; rect: Rect }[]
  return annotations.slice(0, MOST_LINKS).flatMap(({ subtype, rect }) => (subtype === 'Link' ? [rect] : []))
}

/** In pixels of the page as it is drawn. */
function pageBox(
  view: PdfView,
  page: number,
  [left, bottom, right, top]: Rect,
): { left: number; top: number; width: number; height: number } {
  const viewport = view.pageView(page)?.viewport
  const [x1 = 0, y1 = 0] = viewport?.convertToViewportPoint(left, bottom) ?? []
  const [x2 = 0, y2 = 0] = viewport?.convertToViewportPoint(right, top) ?? []
  return { left: Math.min(x1, x2), top: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) }
}

function windowBox(view: PdfView, page: number, rect: Rect): LeadCard['at'] {
  const div = view.pageView(page)?.div
  const box = div?.getBoundingClientRect()
  const { left, top, width, height } = pageBox(view, page, rect)
  const x = (box?.left ?? 0) + (div?.clientLeft ?? 0) + left
  const y = (box?.top ?? 0) + (div?.clientTop ?? 0) + top
  return { left: x, top: y, right: x + width, bottom: y + height }
}

function isIn([left, bottom, right, top]: Rect, x: number, y: number): boolean {
  return x >= left - REACH && x <= right + REACH && y >= bottom - REACH && y <= top + REACH
}

function overlap(one: Rect, other: Rect): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}
