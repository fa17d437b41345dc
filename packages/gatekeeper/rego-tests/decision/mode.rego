package pawl_gatekeeper_mode

asks := "decision"

profile(_, mode) := {"mode": mode}

yes(_) := {"accepted": {"enforce": true, "warn": true, "audit": true}}

no(_) := {"accepted": {"enforce": false, "warn": false, "audit": false}, "reasons": ["reviewed/r: claim-missing"]}
