/** What could not be loaded, why, and the way to try again. */
export function Failed({ fault, retry }: { fault: Error; retry: () => void }) {
  return (
    <div className="notice bad" role="alert">
      <p>{fault.message}</p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  )
}
