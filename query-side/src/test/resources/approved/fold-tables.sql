CREATE TABLE read."customer" (
  "customer_id" text NOT NULL,
  "kind" text NOT NULL,
  "name" text NOT NULL,
  "status" text NOT NULL,
  "region" text,
  "industry" text,
  "occupation" text,
  "birth_date" date,
  "gender" text,
  "family_stage" text,
  "source" text,
  "section_id" text,
  "unit_id" text,
  "registered_on" date,
  "founded_on" date,
  "administrative_level" text,
  "attributes" jsonb,
  "merged_into" text,
  "absorbed" text[],
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "customer_now" ON read."customer" ("customer_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "customer_history" ON read."customer" ("customer_id", valid_from);
CREATE INDEX IF NOT EXISTS "customer_i1" ON read."customer" ("name", "customer_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "customer_i2" ON read."customer" ("name", "customer_id");
CREATE INDEX IF NOT EXISTS "customer_i3" ON read."customer" ("kind", "status") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "customer_i4" ON read."customer" ("unit_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "customer_i5" ON read."customer" ("section_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "customer_i6" ON read."customer" ("birth_date");
CREATE INDEX IF NOT EXISTS "customer_i7" ON read."customer" ("merged_into");
CREATE TABLE read."identity_document" (
  "customer_id" text NOT NULL,
  "fingerprint" text NOT NULL,
  "type" text NOT NULL,
  "number" text NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "identity_document_now" ON read."identity_document" ("customer_id", "fingerprint") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "identity_document_history" ON read."identity_document" ("customer_id", "fingerprint", valid_from);
CREATE INDEX IF NOT EXISTS "identity_document_i1" ON read."identity_document" ("fingerprint") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "identity_document_i2" ON read."identity_document" ("number") WHERE valid_to IS NULL;
CREATE TABLE read."contact_point" (
  "customer_id" text NOT NULL,
  "contact_point_id" text NOT NULL,
  "kind" text NOT NULL,
  "value" text NOT NULL,
  "preferred" boolean NOT NULL,
  "dead" boolean NOT NULL,
  "phone" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "contact_point_now" ON read."contact_point" ("customer_id", "contact_point_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "contact_point_history" ON read."contact_point" ("customer_id", "contact_point_id", valid_from);
CREATE INDEX IF NOT EXISTS "contact_point_i1" ON read."contact_point" ("value") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "contact_point_i2" ON read."contact_point" ("phone");
CREATE TABLE read."customer_reach" (
  "customer_id" text NOT NULL,
  "open" boolean NOT NULL,
  "working" text[] NOT NULL,
  "dead" text[] NOT NULL,
  "lost" boolean NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "customer_reach_now" ON read."customer_reach" ("customer_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "customer_reach_history" ON read."customer_reach" ("customer_id", valid_from);
CREATE INDEX IF NOT EXISTS "customer_reach_i1" ON read."customer_reach" ("lost") WHERE valid_to IS NULL;
CREATE TABLE read."consent" (
  "customer_id" text NOT NULL,
  "purpose" text NOT NULL,
  "channel" text NOT NULL,
  "given" boolean NOT NULL,
  "decided_at" timestamptz NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "consent_now" ON read."consent" ("customer_id", "purpose", "channel") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "consent_history" ON read."consent" ("customer_id", "purpose", "channel", valid_from);
CREATE TABLE read."contact_person" (
  "customer_id" text NOT NULL,
  "contact_person_id" text NOT NULL,
  "name" text NOT NULL,
  "position" text,
  "decision_role" text,
  "weight" integer,
  "attitude" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "contact_person_now" ON read."contact_person" ("customer_id", "contact_person_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "contact_person_history" ON read."contact_person" ("customer_id", "contact_person_id", valid_from);
CREATE INDEX IF NOT EXISTS "contact_person_i1" ON read."contact_person" ("name") WHERE valid_to IS NULL;
CREATE TABLE read."customer_link" (
  "link_id" text NOT NULL,
  "from_customer_id" text NOT NULL,
  "to_customer_id" text NOT NULL,
  "kind" text NOT NULL,
  "share" numeric,
  "from" date,
  "to" date,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "customer_link_now" ON read."customer_link" ("link_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "customer_link_history" ON read."customer_link" ("link_id", valid_from);
CREATE INDEX IF NOT EXISTS "customer_link_i1" ON read."customer_link" ("from_customer_id");
CREATE INDEX IF NOT EXISTS "customer_link_i2" ON read."customer_link" ("to_customer_id");
CREATE TABLE read."financial_profile" (
  "customer_id" text NOT NULL,
  "statement_date" date NOT NULL,
  "statement_kind" text NOT NULL,
  "total_assets" numeric,
  "total_assets_currency" text,
  "registered_capital" numeric,
  "registered_capital_currency" text,
  "paid_in" boolean,
  "borrower" boolean,
  "outside_business" numeric,
  "outside_business_currency" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "financial_profile_now" ON read."financial_profile" ("customer_id", "statement_date", "statement_kind") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "financial_profile_history" ON read."financial_profile" ("customer_id", "statement_date", "statement_kind", valid_from);
CREATE TABLE read."credit_rating" (
  "customer_id" text NOT NULL,
  "agency" text NOT NULL,
  "rating" text NOT NULL,
  "rated_on" date NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "credit_rating_now" ON read."credit_rating" ("customer_id", "agency", "rated_on") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "credit_rating_history" ON read."credit_rating" ("customer_id", "agency", "rated_on", valid_from);
CREATE INDEX IF NOT EXISTS "credit_rating_i1" ON read."credit_rating" ("rating") WHERE valid_to IS NULL;
CREATE TABLE read."custom_field" (
  "field_id" text NOT NULL,
  "applies_to" text[] NOT NULL,
  "label" text NOT NULL,
  "type" text NOT NULL,
  "required" boolean NOT NULL,
  "choices" text[] NOT NULL,
  "retired" boolean NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "custom_field_now" ON read."custom_field" ("field_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "custom_field_history" ON read."custom_field" ("field_id", valid_from);
CREATE TABLE read."custom_field_value" (
  "customer_id" text NOT NULL,
  "field_id" text NOT NULL,
  "value" text NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "custom_field_value_now" ON read."custom_field_value" ("customer_id", "field_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "custom_field_value_history" ON read."custom_field_value" ("customer_id", "field_id", valid_from);
CREATE INDEX IF NOT EXISTS "custom_field_value_i1" ON read."custom_field_value" ("field_id", "value") WHERE valid_to IS NULL;
CREATE TABLE read."customer_search" (
  "customer_id" text NOT NULL,
  "name" text NOT NULL,
  "bigrams" text[] NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "customer_search_now" ON read."customer_search" ("customer_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "customer_search_history" ON read."customer_search" ("customer_id", valid_from);
CREATE INDEX IF NOT EXISTS "customer_search_i1" ON read."customer_search" USING gin ("name" gin_trgm_ops) WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "customer_search_i2" ON read."customer_search" USING gin ("bigrams") WHERE valid_to IS NULL;
CREATE TABLE read."unit" (
  "unit_id" text NOT NULL,
  "name" text NOT NULL,
  "kind" text NOT NULL,
  "parent_id" text,
  "closed" boolean NOT NULL,
  "sub_units" integer NOT NULL,
  "staff" integer NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "unit_now" ON read."unit" ("unit_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "unit_history" ON read."unit" ("unit_id", valid_from);
CREATE INDEX IF NOT EXISTS "unit_i1" ON read."unit" ("parent_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "unit_i2" ON read."unit" ("name") WHERE valid_to IS NULL;
CREATE TABLE read."section" (
  "section_id" text NOT NULL,
  "name" text NOT NULL,
  "retired" boolean NOT NULL,
  "administrator_ids" text[] NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "section_now" ON read."section" ("section_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "section_history" ON read."section" ("section_id", valid_from);
CREATE TABLE read."employee" (
  "employee_id" text NOT NULL,
  "name" text NOT NULL,
  "unit_id" text NOT NULL,
  "section_id" text,
  "position" text NOT NULL,
  "roles" text[] NOT NULL,
  "dismissed" boolean NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "employee_now" ON read."employee" ("employee_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "employee_history" ON read."employee" ("employee_id", valid_from);
CREATE INDEX IF NOT EXISTS "employee_i1" ON read."employee" ("unit_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "employee_i2" ON read."employee" ("section_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "employee_i3" ON read."employee" ("name") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "employee_i4" ON read."employee" USING gin ("roles") WHERE valid_to IS NULL;
CREATE TABLE read."dictionary_entry" (
  "dictionary" text NOT NULL,
  "code" text NOT NULL,
  "label" text NOT NULL,
  "label_zh" text,
  "retired" boolean NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "dictionary_entry_now" ON read."dictionary_entry" ("dictionary", "code") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "dictionary_entry_history" ON read."dictionary_entry" ("dictionary", "code", valid_from);
CREATE TABLE read."account" (
  "account_id" text NOT NULL,
  "kind" text NOT NULL,
  "status" text NOT NULL,
  "product" text,
  "currency" text NOT NULL,
  "owner_id" text NOT NULL,
  "opened_on" date NOT NULL,
  "closed_on" date,
  "unit_id" text,
  "attributes" jsonb NOT NULL,
  "source_ref" text,
  "principal" numeric,
  "principal_currency" text,
  "matures_on" date,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "account_now" ON read."account" ("account_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "account_history" ON read."account" ("account_id", valid_from);
CREATE INDEX IF NOT EXISTS "account_i1" ON read."account" ("owner_id");
CREATE INDEX IF NOT EXISTS "account_i2" ON read."account" ("kind") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "account_i3" ON read."account" ("opened_on") WHERE valid_to IS NULL;
CREATE TABLE read."account_party" (
  "account_id" text NOT NULL,
  "customer_id" text NOT NULL,
  "role" text NOT NULL,
  "from" date NOT NULL,
  "to" date,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "account_party_now" ON read."account_party" ("account_id", "customer_id", "role", "from") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "account_party_history" ON read."account_party" ("account_id", "customer_id", "role", "from", valid_from);
CREATE INDEX IF NOT EXISTS "account_party_i1" ON read."account_party" ("customer_id");
CREATE TABLE read."daily_balance" (
  "account_id" text NOT NULL,
  "on" date NOT NULL,
  "balance" numeric NOT NULL,
  "balance_currency" text NOT NULL,
  "source_ref" text NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "daily_balance_now" ON read."daily_balance" ("account_id", "on") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "daily_balance_history" ON read."daily_balance" ("account_id", "on", valid_from);
CREATE TABLE read."posting" (
  "account_id" text NOT NULL,
  "year" integer NOT NULL,
  "posting_id" text NOT NULL,
  "on" date NOT NULL,
  "month" text NOT NULL,
  "direction" text NOT NULL,
  "amount" numeric NOT NULL,
  "amount_currency" text NOT NULL,
  "kind" text,
  "purpose" text,
  "counterparty" text,
  "text" text,
  "source_ref" text NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "posting_now" ON read."posting" ("account_id", "year", "posting_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "posting_history" ON read."posting" ("account_id", "year", "posting_id", valid_from);
CREATE INDEX IF NOT EXISTS "posting_i1" ON read."posting" ("account_id", "on");
CREATE INDEX IF NOT EXISTS "posting_i2" ON read."posting" ("on");
CREATE TABLE read."fee" (
  "account_id" text NOT NULL,
  "source_ref" text NOT NULL,
  "on" date NOT NULL,
  "month" text NOT NULL,
  "amount" numeric NOT NULL,
  "amount_currency" text NOT NULL,
  "kind" text NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "fee_now" ON read."fee" ("account_id", "source_ref") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "fee_history" ON read."fee" ("account_id", "source_ref", valid_from);
CREATE INDEX IF NOT EXISTS "fee_i1" ON read."fee" ("on");
CREATE TABLE read."interest_rate" (
  "account_id" text NOT NULL,
  "from" date NOT NULL,
  "rate" numeric NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "interest_rate_now" ON read."interest_rate" ("account_id", "from") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "interest_rate_history" ON read."interest_rate" ("account_id", "from", valid_from);
CREATE TABLE read."exchange_rate" (
  "currency" text NOT NULL,
  "on" date NOT NULL,
  "rate" numeric NOT NULL,
  "base" text NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "exchange_rate_now" ON read."exchange_rate" ("currency", "on") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "exchange_rate_history" ON read."exchange_rate" ("currency", "on", valid_from);
CREATE TABLE read."base_currency" (
  "setting" text NOT NULL,
  "currency" text NOT NULL,
  "fixed" boolean NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "base_currency_now" ON read."base_currency" ("setting") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "base_currency_history" ON read."base_currency" ("setting", valid_from);
CREATE TABLE read."custody" (
  "customer_id" text NOT NULL,
  "manager_id" text,
  "since" timestamptz NOT NULL,
  "attributed_to" text,
  "closed" boolean NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "custody_now" ON read."custody" ("customer_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "custody_history" ON read."custody" ("customer_id", valid_from);
CREATE INDEX IF NOT EXISTS "custody_i1" ON read."custody" ("manager_id", "customer_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "custody_i2" ON read."custody" ("attributed_to") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "custody_i3" ON read."custody" ("since") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "custody_i4" ON read."custody" ("manager_id");
CREATE TABLE read."portfolio" (
  "manager_id" text NOT NULL,
  "customers" integer NOT NULL,
  "cap" integer NOT NULL,
  "free" integer NOT NULL,
  "closed" boolean NOT NULL,
  "frozen_by" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "portfolio_now" ON read."portfolio" ("manager_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "portfolio_history" ON read."portfolio" ("manager_id", valid_from);
CREATE INDEX IF NOT EXISTS "portfolio_i1" ON read."portfolio" ("customers") WHERE valid_to IS NULL;
CREATE TABLE read."allotment" (
  "allotment_id" text NOT NULL,
  "scheme" text NOT NULL,
  "unit_ids" text[] NOT NULL,
  "state" text NOT NULL,
  "requested_at" bigint NOT NULL,
  "read_at" bigint,
  "total" integer,
  "placed" integer NOT NULL,
  "left" integer NOT NULL,
  "up_to" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "allotment_now" ON read."allotment" ("allotment_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "allotment_history" ON read."allotment" ("allotment_id", valid_from);
CREATE INDEX IF NOT EXISTS "allotment_i1" ON read."allotment" ("state") WHERE valid_to IS NULL;
CREATE TABLE read."allotment_result" (
  "allotment_id" text NOT NULL,
  "customer_id" text NOT NULL,
  "result" text NOT NULL,
  "manager_id" text,
  "reason" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "allotment_result_now" ON read."allotment_result" ("allotment_id", "customer_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "allotment_result_history" ON read."allotment_result" ("allotment_id", "customer_id", valid_from);
CREATE INDEX IF NOT EXISTS "allotment_result_i1" ON read."allotment_result" ("customer_id");
CREATE TABLE read."hand_over" (
  "hand_over_id" text NOT NULL,
  "giver_id" text NOT NULL,
  "head_id" text NOT NULL,
  "taker_ids" text[] NOT NULL,
  "hash" text NOT NULL,
  "state" text NOT NULL,
  "signed_by" text[] NOT NULL,
  "customers" integer NOT NULL,
  "done" integer NOT NULL,
  "reason" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "hand_over_now" ON read."hand_over" ("hand_over_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "hand_over_history" ON read."hand_over" ("hand_over_id", valid_from);
CREATE INDEX IF NOT EXISTS "hand_over_i1" ON read."hand_over" ("state") WHERE valid_to IS NULL;
CREATE TABLE read."hand_over_item" (
  "hand_over_id" text NOT NULL,
  "customer_id" text NOT NULL,
  "taker_id" text NOT NULL,
  "done" boolean NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "hand_over_item_now" ON read."hand_over_item" ("hand_over_id", "customer_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "hand_over_item_history" ON read."hand_over_item" ("hand_over_id", "customer_id", valid_from);
CREATE INDEX IF NOT EXISTS "hand_over_item_i1" ON read."hand_over_item" ("customer_id");
CREATE TABLE read."collision" (
  "customer_id" text NOT NULL,
  "number_key" text NOT NULL,
  "number" integer NOT NULL,
  "detected_at" bigint NOT NULL,
  "keeper_id" text NOT NULL,
  "keeper_since" date,
  "claimant_id" text NOT NULL,
  "claimant_since" date NOT NULL,
  "grounds" text,
  "rule" text,
  "winner_id" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "collision_now" ON read."collision" ("customer_id", "number_key") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "collision_history" ON read."collision" ("customer_id", "number_key", valid_from);
CREATE INDEX IF NOT EXISTS "collision_i1" ON read."collision" ("claimant_id") WHERE valid_to IS NULL;
CREATE TABLE read."team_member" (
  "customer_id" text NOT NULL,
  "employee_id" text NOT NULL,
  "role" text NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "team_member_now" ON read."team_member" ("customer_id", "employee_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "team_member_history" ON read."team_member" ("customer_id", "employee_id", valid_from);
CREATE INDEX IF NOT EXISTS "team_member_i1" ON read."team_member" ("employee_id");
CREATE TABLE read."key_account_plan" (
  "customer_id" text NOT NULL,
  "aims" text[] NOT NULL,
  "needs" jsonb NOT NULL,
  "actions" jsonb NOT NULL,
  "risks" text[] NOT NULL,
  "review_dates" jsonb NOT NULL,
  "closed" boolean NOT NULL,
  "outcome" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "key_account_plan_now" ON read."key_account_plan" ("customer_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "key_account_plan_history" ON read."key_account_plan" ("customer_id", valid_from);
CREATE TABLE read."keeping" (
  "setting" text NOT NULL,
  "collision_rule" text NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "keeping_now" ON read."keeping" ("setting") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "keeping_history" ON read."keeping" ("setting", valid_from);
CREATE TABLE read."contact" (
  "contact_id" text NOT NULL,
  "customer_id" text NOT NULL,
  "channel" text NOT NULL,
  "on" date NOT NULL,
  "starts_at" timestamptz NOT NULL,
  "time_known" boolean NOT NULL,
  "month" text NOT NULL,
  "employee_ids" text[] NOT NULL,
  "contact_person_ids" text[] NOT NULL,
  "purpose" text,
  "summary" text NOT NULL,
  "result" text,
  "minutes" integer,
  "attributes" jsonb NOT NULL,
  "corrections" integer NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "contact_now" ON read."contact" ("contact_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "contact_history" ON read."contact" ("contact_id", valid_from);
CREATE INDEX IF NOT EXISTS "contact_i1" ON read."contact" ("customer_id", "starts_at");
CREATE INDEX IF NOT EXISTS "contact_i2" ON read."contact" ("starts_at");
CREATE INDEX IF NOT EXISTS "contact_i3" ON read."contact" ("channel", "starts_at");
CREATE INDEX IF NOT EXISTS "contact_i4" ON read."contact" USING gin ("employee_ids") WHERE valid_to IS NULL;
CREATE TABLE read."participation" (
  "contact_id" text NOT NULL,
  "employee_id" text NOT NULL,
  "customer_id" text NOT NULL,
  "channel" text NOT NULL,
  "on" date NOT NULL,
  "starts_at" timestamptz NOT NULL,
  "month" text NOT NULL,
  "purpose" text,
  "result" text,
  "minutes" integer,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "participation_now" ON read."participation" ("contact_id", "employee_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "participation_history" ON read."participation" ("contact_id", "employee_id", valid_from);
CREATE INDEX IF NOT EXISTS "participation_i1" ON read."participation" ("employee_id", "starts_at");
CREATE INDEX IF NOT EXISTS "participation_i2" ON read."participation" ("customer_id");
CREATE TABLE read."next_step" (
  "next_step_id" text NOT NULL,
  "customer_id" text NOT NULL,
  "what" text NOT NULL,
  "due" date NOT NULL,
  "employee_id" text,
  "contact_id" text,
  "status" text NOT NULL,
  "completed_on" date,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "next_step_now" ON read."next_step" ("next_step_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "next_step_history" ON read."next_step" ("next_step_id", valid_from);
CREATE INDEX IF NOT EXISTS "next_step_i1" ON read."next_step" ("status", "due") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "next_step_i2" ON read."next_step" ("employee_id", "status", "due") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "next_step_i3" ON read."next_step" ("customer_id", "due");
CREATE INDEX IF NOT EXISTS "next_step_i4" ON read."next_step" ("contact_id") WHERE valid_to IS NULL;
CREATE TABLE read."scheme" (
  "scheme" text NOT NULL,
  "latest_version" integer NOT NULL,
  "active_version" integer,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "scheme_now" ON read."scheme" ("scheme") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "scheme_history" ON read."scheme" ("scheme", valid_from);
CREATE TABLE read."policy" (
  "scheme" text NOT NULL,
  "version_key" text NOT NULL,
  "version" integer NOT NULL,
  "state" text NOT NULL,
  "effective_from" date NOT NULL,
  "currency" text NOT NULL,
  "audience" text[] NOT NULL,
  "scope" text,
  "rules" jsonb NOT NULL,
  "tiers" jsonb NOT NULL,
  "hold_off_days" integer NOT NULL,
  "drafted_by" text,
  "proposed_by" text,
  "activated_at" bigint,
  "reason" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "policy_now" ON read."policy" ("scheme", "version_key") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "policy_history" ON read."policy" ("scheme", "version_key", valid_from);
CREATE TABLE read."tier" (
  "scheme" text NOT NULL,
  "customer_id" text NOT NULL,
  "tier" text NOT NULL,
  "in_scope" boolean NOT NULL,
  "previous_tier" text,
  "policy_version" integer NOT NULL,
  "rule" integer NOT NULL,
  "on" date NOT NULL,
  "read_at" bigint NOT NULL,
  "metrics" jsonb NOT NULL,
  "missing" text[] NOT NULL,
  "evaluation_id" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "tier_now" ON read."tier" ("scheme", "customer_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "tier_history" ON read."tier" ("scheme", "customer_id", valid_from);
CREATE INDEX IF NOT EXISTS "tier_i1" ON read."tier" ("scheme", "tier", "customer_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "tier_i2" ON read."tier" ("scheme", "tier", "customer_id") INCLUDE (valid_from, valid_to);
CREATE INDEX IF NOT EXISTS "tier_i3" ON read."tier" ("customer_id");
CREATE TABLE read."tier_move" (
  "scheme" text NOT NULL,
  "customer_id" text NOT NULL,
  "position" bigint NOT NULL,
  "old_tier" text,
  "new_tier" text NOT NULL,
  "on" date NOT NULL,
  "month" text NOT NULL,
  "policy_version" integer NOT NULL,
  "rule" integer NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "tier_move_now" ON read."tier_move" ("scheme", "customer_id", "on") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "tier_move_history" ON read."tier_move" ("scheme", "customer_id", "on", valid_from);
CREATE INDEX IF NOT EXISTS "tier_move_i1" ON read."tier_move" ("scheme", "on");
CREATE INDEX IF NOT EXISTS "tier_move_i2" ON read."tier_move" ("customer_id");
CREATE TABLE read."evaluation" (
  "evaluation_id" text NOT NULL,
  "scheme" text NOT NULL,
  "on" date NOT NULL,
  "customer_ids" text[] NOT NULL,
  "state" text NOT NULL,
  "requested_at" bigint NOT NULL,
  "read_at" bigint,
  "total" bigint,
  "evaluated" bigint NOT NULL,
  "changed" bigint NOT NULL,
  "failed" bigint NOT NULL,
  "up_to" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "evaluation_now" ON read."evaluation" ("evaluation_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "evaluation_history" ON read."evaluation" ("evaluation_id", valid_from);
CREATE INDEX IF NOT EXISTS "evaluation_i1" ON read."evaluation" ("state") WHERE valid_to IS NULL;
CREATE TABLE read."business_day" (
  "date" date NOT NULL,
  "position" bigint NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "business_day_now" ON read."business_day" ("date") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "business_day_history" ON read."business_day" ("date", valid_from);
CREATE TABLE read."binding" (
  "setting" text NOT NULL,
  "schemes" text[] NOT NULL,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "binding_now" ON read."binding" ("setting") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "binding_history" ON read."binding" ("setting", valid_from);
CREATE TABLE read."observation" (
  "customer_id" text NOT NULL,
  "name" text NOT NULL,
  "kind" text NOT NULL,
  "subject" text,
  "on" date NOT NULL,
  "value" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "observation_now" ON read."observation" ("customer_id", "name") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "observation_history" ON read."observation" ("customer_id", "name", valid_from);
CREATE INDEX IF NOT EXISTS "observation_i1" ON read."observation" ("kind", "on");
CREATE TABLE read."valuation" (
  "version_key" text NOT NULL,
  "version" integer NOT NULL,
  "state" text NOT NULL,
  "effective_from" date NOT NULL,
  "valuation" jsonb NOT NULL,
  "drafted_by" text NOT NULL,
  "proposed_by" text,
  "reason" text,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "valuation_now" ON read."valuation" ("version_key") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "valuation_history" ON read."valuation" ("version_key", valid_from);
CREATE TABLE read."timeline" (
  "subject" text NOT NULL,
  "position" bigint NOT NULL,
  "type" text NOT NULL,
  "capability" text NOT NULL,
  "actor" text NOT NULL,
  "recorded_at" timestamptz NOT NULL,
  "effective_at" timestamptz NOT NULL,
  "concerned" text[],
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "timeline_now" ON read."timeline" ("subject", "position") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "timeline_history" ON read."timeline" ("subject", "position", valid_from);
CREATE INDEX IF NOT EXISTS "timeline_i1" ON read."timeline" ("position", "subject");
