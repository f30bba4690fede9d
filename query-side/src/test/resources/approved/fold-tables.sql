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
  "administrative_level" text,
  "attributes" jsonb,
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "customer_now" ON read."customer" ("customer_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "customer_history" ON read."customer" ("customer_id", valid_from);
CREATE INDEX IF NOT EXISTS "customer_i1" ON read."customer" ("name", "customer_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "customer_i2" ON read."customer" ("kind", "status") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "customer_i3" ON read."customer" ("unit_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "customer_i4" ON read."customer" ("section_id") WHERE valid_to IS NULL;
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
  "valid_from" bigint NOT NULL,
  "valid_to" bigint);
CREATE UNIQUE INDEX "contact_point_now" ON read."contact_point" ("customer_id", "contact_point_id") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "contact_point_history" ON read."contact_point" ("customer_id", "contact_point_id", valid_from);
CREATE INDEX IF NOT EXISTS "contact_point_i1" ON read."contact_point" ("value") WHERE valid_to IS NULL;
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
CREATE UNIQUE INDEX "credit_rating_now" ON read."credit_rating" ("customer_id", "agency") WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS "credit_rating_history" ON read."credit_rating" ("customer_id", "agency", valid_from);
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
