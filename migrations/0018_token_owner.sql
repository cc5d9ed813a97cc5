-- whom Freshchat names as the doer of what we do by the token; null: not seen since the token was saved
alter table connections add column token_agent_id text;
