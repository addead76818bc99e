@echo off
rem Runs djc from this checkout on Windows; djc.ps1 says how.
powershell -NoLogo -NoProfile -ExecutionPolicy Bypass -File "%~dp0djc.ps1" %*
exit /b %ERRORLEVEL%
