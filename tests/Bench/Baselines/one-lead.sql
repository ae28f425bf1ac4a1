BEGIN;
INSERT INTO lead (line, first_name, last_name, email, phone, state, postal_code, sub_id, document) VALUES ('auto', 'Ada', 'Byron', 'ada.byron@example.com', '+12125550123', 'NY', '10001', 'spring-1', '{"consent": "By clicking Get my quote I agree that Example Insurance may call, text and email me about insurance.", "vehicleYear": 2021, "vehicleMake": "Toyota"}');
INSERT INTO outbox (lead_id, payload) VALUES (gen_random_uuid(), '{"type": "leads.received.v1", "line": "auto", "state": "NY", "postalCode": "10001", "source": "0191b7c0-0000-7000-8000-000000000000"}');
COMMIT;
