// Owns the one tooltip of the window: what it stands by says its words in attributes, so that a button costs no more for having one.
import { Tooltip } from '@base-ui/react/tooltip'
import { cloneElement, type ReactElement, useEffect, useState } from 'react'
import type { ActionId } from '#contract/actions.ts'
import { Key } from './key.tsx'
import style from './pieces.module.css'

/** A tooltip with words and the key of an action; the child hands attributes on to its element and keeps its own name for screen readers. */
export function Tip({ text, action, side, children }: TipProps) {
  return cloneElement(children, { 'data-tip': text, 'data-tip-action': action, 'data-tip-side': side })
}

interface TipProps {
  text: string
  action?: ActionId
  /** Above it, where nothing else is said. */
  side?: 'right'
  children: ReactElement<Record<string, unknown>>
}

/** The pointer rests so long before a tip comes; with one open the next comes at once. */
const REST_MS = 500
/** A pointer may cross to the tip, to read it or to keep it from what it covers. */
const CROSS_MS = 150

/** Stands once in the window. */
export function Tips() {
  const [by, setBy] = useState<HTMLElement | null>(null)
  useEffect(() => watchForTips(setBy), [])
  if (!by) return null
  const action = by.dataset['tipAction'] as ActionId | undefined
  return (
    <Tooltip.Root open>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={by} side={by.dataset['tipSide'] === 'right' ? 'right' : 'top'} sideOffset={6} collisionPadding={8}>
          <Tooltip.Popup className={style.tip} data-tip-words>
            <span>{by.dataset['tip']}</span>
            {action && (
              <span>
                <Key action={action} />
              </span>
            )}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}

/** Tells by which element a tip is to be shown, null for none: where a mouse rests or the focus came by keyboard. Returns how to stop. */
function watchForTips(tell: (by: HTMLElement | null) => void): () => void {
  let shown: HTMLElement | null = null
  let awaited: HTMLElement | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  // what is taken away tells nobody that it is left
  const presence = new ResizeObserver(() => {
    if (shown && !shown.isConnected) show(null)
  })

  function show(by: HTMLElement | null): void {
    clearTimeout(timer)
    awaited = null
    if (by === shown) return
    presence.disconnect()
    if (by) presence.observe(by)
    shown = by
    tell(by)
  }
  function after(ms: number, by: HTMLElement | null): void {
    clearTimeout(timer)
    awaited = by
    timer = setTimeout(() => show(by?.isConnected ? by : null), ms)
  }

  function onPointerOver({ target, pointerType, buttons }: PointerEvent): void {
    if (pointerType !== 'mouse' || buttons !== 0 || !(target instanceof Element)) return
    const by = target.closest('[data-tip-words]') ? shown : target.closest<HTMLElement>('[data-tip]')
    if (by === shown) {
      clearTimeout(timer)
      awaited = null
    } else if (by === null) after(CROSS_MS, null)
    else if (shown) show(by)
    else if (by !== awaited) after(REST_MS, by)
  }
  function onFocusIn({ target }: FocusEvent): void {
    if (target instanceof HTMLElement && target.matches('[data-tip]:focus-visible')) show(target)
  }
  const onFocusOut = ({ target }: FocusEvent): void => {
    if (target === shown) show(null)
  }
  const leave = (): void => show(null)

  const stop = new AbortController()
  const early = { capture: true, signal: stop.signal }
  document.addEventListener('pointerover', onPointerOver, early)
  document.documentElement.addEventListener('pointerleave', leave, { signal: stop.signal })
  document.addEventListener('focusin', onFocusIn, early)
  document.addEventListener('focusout', onFocusOut, early)
  document.addEventListener('pointerdown', leave, early)
  document.addEventListener('keydown', leave, early)
  document.addEventListener('wheel', leave, { ...early, passive: true })
  window.addEventListener('blur', leave, { signal: stop.signal })
  return () => {
    stop.abort()
    clearTimeout(timer)
    presence.disconnect()
  }
}
