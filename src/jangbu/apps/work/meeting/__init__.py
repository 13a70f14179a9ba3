"""Appointments: calendars as busy or free, working hours, bookings nobody can double, answers to invitations."""
