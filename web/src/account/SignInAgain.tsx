import { useEffect, useRef } from 'react'
import { useWords } from '../words/words.tsx'
import { SignIn } from './SignInPage.tsx'

/** Over the page of somebody whose sign-in has ended. It cannot be closed: nothing behind it would work. */
export function SignInAgain({ email }: { email: string }) {
  const { account } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const { current } = dialog
    current?.showModal()
    current?.querySelector<HTMLElement>('[name=password]')?.focus()
    return () => current?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-label={account.signedOut}
      // a browser lets Escape through the second time, whatever is said to the first
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => event.key === 'Escape' && event.preventDefault()}
      className="w-[min(26rem,calc(100%-2rem))] p-5"
    >
      <p className="mb-3">
        <strong>{account.signedOut}.</strong> {account.signedOutHint}
      </p>
      <SignIn email={email} />
    </dialog>
  )
}
