/** The command was not understood, or cannot be carried out as it stands. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** No answer came. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}
