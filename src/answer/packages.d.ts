/** What we use of two packages that come without types. */

declare module 'vader-sentiment' {
  export const SentimentIntensityAnalyzer: {
    /** `compound`: -1 to 1. */
    polarity_scores(text: string): { compound: number; pos: number; neu: number; neg: number }
  }
}
