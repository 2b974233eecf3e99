import ownerTopicsV1 from "./owner-topics-v1.json" with { type: "json" };
import { type TopicLexicon, topicLexicon } from "./topic-lexicon.ts";

/** The lexicon that comes with the product: version 1 of every record. */
export const OWNER_TOPICS: TopicLexicon = topicLexicon.parse(ownerTopicsV1);
